package org.herald.transport.websocket;

import io.undertow.util.ImmediatePooledByteBuffer;
import io.undertow.websockets.core.StreamSinkFrameChannel;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSocketFrameType;
import io.undertow.websockets.core.WebSockets;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.session.Socket;

/**
 * Queues frames in a channel of Undertow, which gathers them into one write of its I/O thread. A write is done when the
 * kernel has taken the last of them, so the pace is the receiver's.
 */
final class UndertowSocket implements Socket {

    private static final Logger LOG = System.getLogger(UndertowSocket.class.getName());

    /** Undertow stops reading from a client that has 50 frames before it. */
    private static final int MOST = 40;

    private final Session session;
    private final WebSocketChannel channel;
    private final Consumer<Throwable> surprise;
    private final Executor io;

    /** @param io the thread that writes for {@code channel} */
    UndertowSocket(Session session, WebSocketChannel channel, Executor io, Consumer<Throwable> surprise) {
        this.session = session;
        this.channel = channel;
        this.surprise = surprise;
        this.io = io;
    }

    @Override
    public int most() {
        return MOST;
    }

    /** Undertow writes in one thread for each connection: whoever is there already needs no other to be woken. */
    @Override
    public boolean runSoon(Runnable task) {
        try {
            io.execute(task);
            return true;
        } catch (RejectedExecutionException stopping) {
            LOG.log(Level.DEBUG, "the server is stopping", stopping);
            return false;
        }
    }

    @Override
    public void write(List<Frame> frames, Consumer<Throwable> done) {
        try {
            int last = frames.size() - 1;
            if (last > 0) {
                queue(frames.subList(0, last));
            }
            send(frames.get(last), new Done(done));
        } catch (IOException closed) {
            done.accept(closed);
        } catch (LinkageError different) {
            surprise.accept(different);
            done.accept(different);
        }
    }

    /** Without a wake-up of the I/O thread for each: the frame after them is one for all. */
    private void queue(List<Frame> frames) throws IOException {
        channel.setRequireExplicitFlush(true);
        try {
            for (Frame frame : frames) {
                StreamSinkFrameChannel one =
                        channel.send(frame.isBinary() ? WebSocketFrameType.BINARY : WebSocketFrameType.TEXT);
                one.send(new ImmediatePooledByteBuffer(ByteBuffer.wrap(frame.payload())));
                one.shutdownWrites();
            }
        } finally {
            channel.setRequireExplicitFlush(false);
        }
    }

    private void send(Frame frame, Done done) {
        ByteBuffer payload = ByteBuffer.wrap(frame.payload());
        if (frame.isBinary()) {
            WebSockets.sendBinary(payload, channel, done, null);
        } else {
            WebSockets.sendText(payload, channel, done, null);
        }
    }

    @Override
    public void ping(byte[] payload) {
        WebSockets.sendPing(ByteBuffer.wrap(payload), channel, new Done(failure -> {}), null);
    }

    @Override
    public void close(CloseCode code, String reason) {
        try {
            session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code.code()), reason));
        } catch (IOException | RuntimeException closed) {
            LOG.log(Level.DEBUG, "the connection had ended already", closed);
        }
    }

    @Override
    public void cutOff() {
        try {
            channel.close();
        } catch (IOException closed) {
            LOG.log(Level.DEBUG, "the connection had ended already", closed);
        }
    }

    private record Done(Consumer<Throwable> done) implements WebSocketCallback<Void> {
        @Override
        public void complete(WebSocketChannel channel, Void context) {
            done.accept(null);
        }

        @Override
        public void onError(WebSocketChannel channel, Void context, Throwable failure) {
            done.accept(failure);
        }
    }
}
