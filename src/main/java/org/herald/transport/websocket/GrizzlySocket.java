package org.herald.transport.websocket;

import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.AsyncQueueWriter;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.ssl.SSLFilter;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.session.Socket;

/**
 * Writes into the queue of a Grizzly connection, many frames at once. A write is done when the kernel has taken all of it,
 * so the pace is the receiver's. What Tyrus sends by itself, pongs and closes, goes through the same queue, whole frames
 * each, so the two never mix.
 *
 * <p>It never closes the session, for Payara gives the objects of a request back as soon as the peer goes: whoever closes
 * at that moment from another thread ends the answer to somebody else's request. So the closing handshake is begun here,
 * and it is the peer's answer that has the container end the rest, in its own thread (docs/decisions/0028).
 */
final class GrizzlySocket implements Socket {

    private static final Logger LOG = System.getLogger(GrizzlySocket.class.getName());

    private static final int MOST = 64;

    /** Tells protocols of one port apart, and has another chain of filters for each: what encrypts may be there. */
    private static final String UNIFIER = "org.glassfish.grizzly.portunif.PUFilter";

    private final NIOConnection connection;
    private final Consumer<Throwable> surprise;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    /** Null: what is written has to go through the filters of the connection, which encrypt it. */
    private final AsyncQueueWriter<SocketAddress> queue;

    private GrizzlySocket(Session session, NIOConnection connection, Consumer<Throwable> surprise) {
        this.connection = connection;
        this.surprise = surprise;
        this.queue = isEncrypted(session, connection)
                ? null
                : ((TCPNIOTransport) connection.getTransport())
                        .getAsyncQueueIO()
                        .getWriter();
    }

    /**
     * The socket of one connection.
     *
     * @return empty: the way through its filters is known to the container alone
     * @throws ClassCastException when {@code connection} is not one of Grizzly's over TCP
     */
    static Optional<Socket> of(Session session, Object connection, Consumer<Throwable> surprise) {
        NIOConnection known = (NIOConnection) connection;
        return hasFilter(known.getProcessor(), UNIFIER)
                ? Optional.empty()
                : Optional.of(new GrizzlySocket(session, known, surprise));
    }

    /** Whether a chain of filters has one of a class, or of one that extends it; anything else has none. */
    static boolean hasFilter(Object processor, String className) {
        return processor instanceof FilterChain filters
                && filters.stream().anyMatch(filter -> isA(filter.getClass(), className));
    }

    private static boolean isA(Class<?> type, String className) {
        return type != null && (type.getName().equals(className) || isA(type.getSuperclass(), className));
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public void write(List<Frame> frames, Consumer<Throwable> done) {
        put(FrameBytes.of(frames), done);
    }

    @Override
    public void ping(byte[] payload) {
        put(FrameBytes.ping(payload), failure -> {});
    }

    /** Nothing follows a close frame, not even the one by which Tyrus answers the answer (RFC 6455 section 5.5.1). */
    @Override
    public void close(CloseCode code, String reason) {
        put(FrameBytes.close(code, reason), failure -> {
            if (failure == null) {
                endOutput();
            } else {
                cutOff();
            }
        });
    }

    private void endOutput() {
        try {
            ((SocketChannel) connection.getChannel()).shutdownOutput();
        } catch (IOException | RuntimeException closed) {
            LOG.log(Level.DEBUG, "the connection had ended already", closed);
        }
    }

    /** A close of Grizzly's waits for the queue to be written. */
    @Override
    public void cutOff() {
        connection.terminateSilently();
        gone.complete(null);
    }

    /** The container tells of the end, or it was brought about here. */
    @Override
    public CompletionStage<Void> ended() {
        return gone;
    }

    /** Where it encrypts, Grizzly says how it went under a lock that a pong may wait for, which a close waits for. */
    private void put(byte[] bytes, Consumer<Throwable> done) {
        Outcome outcome = new Outcome(done);
        try {
            Buffer buffer = Buffers.wrap(connection.getMemoryManager(), bytes);
            if (queue == null) {
                connection.write(buffer, new Done<WriteResult<Buffer, SocketAddress>>(outcome));
            } else {
                queue.write(connection, null, buffer, new Done<WriteResult<WritableMessage, SocketAddress>>(outcome));
            }
        } catch (LinkageError different) {
            surprise.accept(different);
            outcome.accept(different);
        } finally {
            outcome.callReturned();
        }
    }

    private static boolean isEncrypted(Session session, NIOConnection connection) {
        return session.isSecure()
                || connection.getProcessor() instanceof FilterChain filters
                        && filters.indexOfType(SSLFilter.class) >= 0;
    }

    private static final class Done<R> extends EmptyCompletionHandler<R> {
        private final Consumer<Throwable> done;

        private Done(Consumer<Throwable> done) {
            this.done = done;
        }

        @Override
        public void completed(R result) {
            done.accept(null);
        }

        @Override
        public void failed(Throwable failure) {
            done.accept(failure);
        }

        @Override
        public void cancelled() {
            done.accept(new IOException("the write was cancelled"));
        }
    }
}
