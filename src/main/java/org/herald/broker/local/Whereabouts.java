package org.herald.broker.local;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.herald.hub.RoomName;
import org.herald.hub.Status;
import org.herald.hub.UserId;

/** Which rooms each user is in and what the user says of it. Safe for use by any thread. */
final class Whereabouts {

    /** Each is guarded by the lock that the map holds for its user. */
    private final ConcurrentMap<UserId, Trace> traces = new ConcurrentHashMap<>();

    void here(UserId user, RoomName room) {
        traces.compute(user, (name, known) -> {
            Trace trace = known == null ? new Trace() : known;
            trace.away.remove(room);
            trace.here.add(room);
            return trace;
        });
    }

    /** The user may still come back, and then counts as never gone. */
    void away(UserId user, RoomName room) {
        change(user, trace -> {
            trace.here.remove(room);
            trace.away.add(room);
            return trace;
        });
    }

    void left(UserId user, RoomName room) {
        change(user, trace -> {
            trace.away.remove(room);
            return trace.here.isEmpty() && trace.away.isEmpty() ? null : trace;
        });
    }

    /**
     * Notes a status, if the user is anywhere.
     *
     * @return the rooms the user is in
     */
    Set<RoomName> say(UserId user, Status status) {
        Set<RoomName> rooms = new HashSet<>();
        change(user, trace -> {
            if (!trace.here.isEmpty()) {
                trace.status = status;
                rooms.addAll(trace.here);
            }
            return trace;
        });
        return rooms;
    }

    Status status(UserId user) {
        Trace trace = traces.get(user);
        return trace == null ? Status.ONLINE : trace.status;
    }

    /** How many users take memory. */
    int count() {
        return traces.size();
    }

    private void change(UserId user, UnaryOperator<Trace> how) {
        traces.computeIfPresent(user, (name, trace) -> how.apply(trace));
    }

    private static final class Trace {
        private final Set<RoomName> here = new HashSet<>();
        private final Set<RoomName> away = new HashSet<>();
        private volatile Status status = Status.ONLINE;
    }
}
