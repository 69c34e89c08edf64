package org.herald.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.herald.hub.CloseCode;
import org.herald.hub.Timers;

/** The way out of one connection: its outbox, and the socket to close when it is done. Safe for use by any thread. */
final class Outlet {

    /** How long what is in the outbox may take to get out before the connection is closed over it. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** How long a peer has to take the close frame and to go. */
    static final Duration PARTING = Duration.ofSeconds(10);

    /** How long whoever waits for the end waits for a peer that does not answer the close frame. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Socket socket;
    private final Outbox outbox;
    private final Timers timers;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    Outlet(Socket socket, Outbox outbox, Timers timers) {
        this.socket = socket;
        this.outbox = outbox;
        this.timers = timers;
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
        Timers.Timer patience = timers.after(LAST_WORDS, () -> close(code, reason));
        outbox.finish(() -> {
            patience.cancel();
            close(code, reason);
        });
    }

    /** Closes without sending anything more. */
    void closeNow(CloseCode code, String reason) {
        outbox.discard();
        close(code, reason);
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

    private void close(CloseCode code, String reason) {
        socket.close(code, reason);
        if (!closed.isDone()) {
            timers.after(PARTING, socket::cutOff);
            timers.after(PATIENCE, () -> closed.complete(null));
            socket.ended().thenRun(() -> closed.complete(null));
        }
    }
}
