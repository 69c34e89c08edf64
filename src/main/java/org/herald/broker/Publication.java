package org.herald.broker;

import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Sender;
import org.herald.hub.Traceparent;

/**
 * A room event that is asked for.
 *
 * @param room never null
 * @param from never null
 * @param body never null
 * @param idempotencyKey names the request among those of the same user in the same room; null: every call counts
 * @param echo false: not to the connection it came from
 * @param moderates whether the sender may change what others wrote
 * @param retention how the room keeps its history
 * @param trace goes with the event to those who are told live, and is not kept; null: there is none
 */
public record Publication(
        RoomName room,
        Sender from,
        RoomEvent.Body body,
        String idempotencyKey,
        boolean echo,
        boolean moderates,
        Retention retention,
        Traceparent trace) {

    /** One that is of no trace. */
    public Publication(
            RoomName room,
            Sender from,
            RoomEvent.Body body,
            String idempotencyKey,
            boolean echo,
            boolean moderates,
            Retention retention) {
        this(room, from, body, idempotencyKey, echo, moderates, retention, null);
    }

    /** The same as part of another trace. */
    public Publication in(Traceparent other) {
        return new Publication(room, from, body, idempotencyKey, echo, moderates, retention, other);
    }
}
