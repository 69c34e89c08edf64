package org.herald.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.herald.hub.CloseCode;
import org.herald.hub.Timers;

/** The way out of one connection: its outbox, and the socket to close when it is done. Safe for use by any thread. */
final class Outlet {

    /** How long what is in the outbox may take to get out before the connection is closed over it. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** How long whoever waits for the end waits for a peer that does not answer the close frame. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Socket socket;
    private final Outbox outbox;
    private final Timers timers;
    private final Partings partings;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /** Whether the socket was told to close. */
    private final AtomicBoolean told = new AtomicBoolean();

    Outlet(Socket socket, Outbox outbox, Timers timers, Partings partings) {
        this.socket = socket;
        this.outbox = outbox;
        this.timers = timers;
        this.partings = partings;
    }

    String transport() {
        return socket.transport();
    }

    boolean isFleeting() {
        return socket.isFleeting();
    }

    Duration pingEvery(Duration usual) {
        return socket.pingEvery(usual);
    }

    Outbox outbox() {
        return outbox;
    }

    void ping(long payload) {
        socket.ping(ByteBuffer.allocate(Long.BYTES).putLong(payload).array());
    }

    /** Sends what is in the outbox, but not for long, and closes. */
    void closeAfterLastWords(CloseCode code, String reason) {
        Timers.Timer patience = timers.after(LAST_WORDS, () -> {
            outbox.discard(); // nothing follows a close frame
            close(code, reason, partings::beginLate);
        });
        outbox.finish(() -> {
            patience.cancel();
            partings.caughtUp(socket);
            close(code, reason, partings::begin);
        });
    }

    /** Closes without sending anything more. */
    void closeNow(CloseCode code, String reason) {
        outbox.discard();
        close(code, reason, partings::beginStuck);
    }

    /** The other side has closed. */
    void discard() {
        outbox.discard();
        closed.complete(null);
    }

    /** Completes when the connection has ended, or was told to and takes its time. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** Once. A container may say of a close from this side at once that the other side has gone: that it has not. */
    private void close(CloseCode code, String reason, Consumer<Socket> parting) {
        if (!told.compareAndSet(false, true)) {
            return;
        }
        boolean there = !closed.isDone();
        if (there) {
            parting.accept(socket);
            timers.after(PATIENCE, this::waitNoLonger);
        }
        socket.close(code, reason);
        if (there) {
            socket.ended().thenRun(() -> closed.complete(null));
        }
    }

    private void waitNoLonger() {
        if (!closed.isDone()) {
            partings.stuck(socket);
            closed.complete(null);
        }
    }
}
