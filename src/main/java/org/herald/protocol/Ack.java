package org.herald.protocol;

import java.util.List;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomPosition;
import org.herald.hub.Status;
import org.herald.hub.UserId;

/** What a client learns when its request was carried out. */
public sealed interface Ack {

    /** Nothing beyond that. */
    record Done() implements Ack {}

    /** @param recovered whether everything missed follows */
    record Joined(Position position, boolean recovered) implements Ack {}

    record Members(List<Member> members, boolean truncated) implements Ack {}

    /** @param since Unix milliseconds */
    record Member(UserId user, int connections, Status status, long since) {}

    record RoomList(List<RoomPosition> rooms) implements Ack {}

    /** @param complete whether nothing after the asked position is missing from {@code events} */
    record History(List<RoomEvent> events, Position position, boolean complete) implements Ack {}

    /** @param ts Unix milliseconds */
    record Sent(Position eventId, long ts, boolean duplicate) implements Ack {}

    /** @param ts the server's time, Unix milliseconds */
    record Time(long ts) implements Ack {}
}
