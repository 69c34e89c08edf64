package org.herald.session;

import java.util.concurrent.CompletionStage;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Broker;
import org.herald.broker.Page;
import org.herald.broker.Range;
import org.herald.hub.ErrorCode;
import org.herald.hub.Identity;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.protocol.Ack;
import org.herald.protocol.Command;

/**
 * What one may know of a room without being in it, by whichever door it is asked for. Every method throws {@code
 * room_forbidden} for one who may not join the room.
 */
final class Reading {

    /** More members than this are not listed in one answer. */
    private static final int MAX_MEMBERS = 1000;

    private final Broker broker;
    private final RoomPolicy policy;
    private final int pageBytes;

    /** @param pageBytes that one answer may take */
    Reading(Broker broker, RoomPolicy policy, int pageBytes) {
        this.broker = broker;
        this.policy = policy;
        this.pageBytes = pageBytes;
    }

    CompletionStage<Ack.Members> members(RoomName room, Identity identity) {
        policy.requireJoin(identity, room);
        if (!policy.namespace(room).presence()) {
            throw Refused.because(ErrorCode.ROOM_FORBIDDEN, "nobody keeps who is in this room");
        }
        return broker.presence()
                .members(room, MAX_MEMBERS)
                .thenApply(members -> new Ack.Members(
                        members.list().stream()
                                .map(entry -> new Ack.Member(
                                        entry.user(), entry.connections(), entry.status(), entry.since()))
                                .toList(),
                        members.truncated()));
    }

    CompletionStage<Ack.History> history(Command.ReadHistory command, Identity identity) {
        policy.requireJoin(identity, command.room());
        Range range = new Range(command.since(), command.limit(), pageBytes, command.reverse());
        return broker.log()
                .read(command.room(), range)
                .thenApply((Page page) -> new Ack.History(page.events(), page.head(), page.complete()));
    }

    /** Fails with {@code not_found} when the history does not have it, or not any more. */
    CompletionStage<RoomEvent> event(RoomName room, Position position, Identity identity) {
        policy.requireJoin(identity, room);
        if (position.seq() == 0) {
            throw notThere();
        }
        Position before = new Position(position.epoch(), position.seq() - 1);
        return broker.log()
                .read(room, Range.after(before, 1, pageBytes))
                .thenApply((Page page) -> page.events().stream()
                        .filter(event -> event.position().equals(position))
                        .findFirst()
                        .orElseThrow(Reading::notThere));
    }

    private static Refused notThere() {
        return Refused.because(ErrorCode.NOT_FOUND, "the history of the room does not have it");
    }
}
