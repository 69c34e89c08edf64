package org.herald.session;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.herald.hub.Timers;

/**
 * Those who were told to go: a peer that takes nothing holds its connection open, and is cut off after a while. Where time
 * comes to an end, as it does with the node, those who are known to be stuck are cut off before. Safe for use by any thread.
 */
final class Partings {

    /** How long a peer has to take the close frame and to go. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    /** Those that are stuck, with what completes when they are no more. */
    private final Map<Socket, CompletableFuture<Void>> stuck = new ConcurrentHashMap<>();

    private final Timers timers;

    Partings(Timers timers) {
        this.timers = timers;
    }

    /** For one who has taken everything but the close frame. */
    void begin(Socket socket) {
        timers.after(PATIENCE, () -> cutOff(socket));
    }

    /** For one who has not taken the last words yet, and may only be slow. */
    void beginLate(Socket socket) {
        stuck.put(socket, new CompletableFuture<>());
        begin(socket);
    }

    /** For one who was found to take nothing any more. */
    void beginStuck(Socket socket) {
        stuck(socket);
        begin(socket);
    }

    /** One who was told to go does not answer the close frame. */
    void stuck(Socket socket) {
        stuck.putIfAbsent(socket, DONE);
    }

    /** Whoever was late has taken the last words after all. */
    void caughtUp(Socket socket) {
        CompletableFuture<Void> late = stuck.remove(socket);
        if (late != null) {
            late.complete(null);
        }
    }

    /** Completes when those who were late, up to now, are no more. */
    CompletableFuture<Void> settled() {
        return CompletableFuture.allOf(stuck.values().toArray(CompletableFuture[]::new));
    }

    /** Waits no longer for those who are late or stuck. */
    void end() {
        stuck.keySet().forEach(this::cutOff);
    }

    private void cutOff(Socket socket) {
        socket.cutOff();
        caughtUp(socket);
    }
}
