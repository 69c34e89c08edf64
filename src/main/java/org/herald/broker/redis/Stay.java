package org.herald.broker.redis;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.herald.hub.ConnectionId;

/**
 * One user in one room, as this node knows it: the connections that are here. What Redis is told is always the whole
 * of it, one statement after the other, so that any of them may fail and be made again.
 *
 * <p>Safe for use by any thread; all state is guarded by {@code this}.
 */
final class Stay {

    private final Place place;
    private final Set<ConnectionId> connections = new LinkedHashSet<>();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    /** Steps that began and are not over. */
    private int pending;

    private long graceMillis;
    private boolean announced;
    private Told told = Told.NOTHING;

    /**
     * What Redis knows.
     *
     * @param node the name under which this place is registered; null: it is not
     * @param state what is noted where the user is
     * @param sure false: or knew once
     */
    record Told(String node, String state, boolean sure) {

        static final Told NOTHING = new Told(null, "gone", true);

        boolean isSure(String asNode) {
            return sure && asNode.equals(node);
        }
    }

    Stay(Place place) {
        this.place = place;
    }

    Place place() {
        return place;
    }

    synchronized void enter(ConnectionId connection, boolean announce) {
        connections.add(connection);
        announced = announce;
    }

    /** Changes nothing when it was not there. */
    synchronized void exit(ConnectionId connection, long grace, boolean announce) {
        if (connections.remove(connection)) {
            graceMillis = grace;
            announced = announce;
        }
    }

    /** A step is going to be asked for. */
    synchronized void begin() {
        pending++;
    }

    /** Does a step when those before it are over. Its failure does not keep later ones from being done. */
    synchronized CompletionStage<Void> then(Step step) {
        CompletableFuture<Void> before = last;
        CompletableFuture<Void> done = before.handle((over, failure) -> null)
                .thenCompose(over -> step.go())
                .toCompletableFuture();
        last = done;
        return done;
    }

    /** One step is over; whether there is nothing left to remember. */
    synchronized boolean isOver() {
        pending--;
        return pending == 0 && connections.isEmpty() && told.node == null;
    }

    synchronized PresenceStore.Statement statement(String node, String replaces, ConnectionId except) {
        StringBuilder all = new StringBuilder();
        connections.forEach(connection -> all.append(connection).append(' '));
        return new PresenceStore.Statement(
                place, node, replaces, all.toString(), graceMillis, announced ? "1" : "0", except);
    }

    synchronized boolean isHere() {
        return !connections.isEmpty();
    }

    synchronized Told told() {
        return told;
    }

    /** What Redis knows may be gone. */
    synchronized void doubt() {
        told = new Told(told.node, told.state, false);
    }

    synchronized void told(Told now) {
        told = now;
    }

    /** Something that is asked of Redis. */
    interface Step {
        CompletionStage<Void> go();
    }
}
