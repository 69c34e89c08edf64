package org.herald.protocol;

import org.herald.hub.Frame;
import org.herald.hub.Refused;

/** Replies as {@code herald.v1} shows them (protocol sections 2 and 3). */
final class ReplyWriter {

    private ReplyWriter() {}

    static Frame ack(String id, Ack ack) {
        Json json = new Json()
                .open()
                .field("event", "ack")
                .field("id", id)
                .name("data")
                .open();
        write(json, ack);
        return Frame.text(json.close().close().toString());
    }

    static Frame error(String id, Refused refused) {
        Json json = new Json()
                .open()
                .field("event", "error")
                .optional("id", id)
                .name("data")
                .open();
        write(json, refused);
        return Frame.text(json.close().close().toString());
    }

    /** The fields of a refusal. */
    static void write(Json json, Refused refused) {
        json.field("code", refused.code().wire()).field("message", refused.getMessage());
        json.optional("field", refused.field());
        if (refused.retryAfter() != null) {
            json.field("retryAfterMs", refused.retryAfter().toMillis());
        }
    }

    /** The fields of {@code data}. */
    static void write(Json json, Ack ack) {
        if (ack instanceof Ack.Joined joined) {
            json.field("position", joined.position().toString()).field("recovered", joined.recovered());
        } else if (ack instanceof Ack.Sent sent) {
            json.field("eventId", sent.eventId().toString())
                    .field("ts", sent.ts())
                    .field("duplicate", sent.duplicate());
        } else if (ack instanceof Ack.Time time) {
            json.field("ts", time.ts());
        } else if (ack instanceof Ack.History history) {
            json.name("events").openList();
            history.events().forEach(event -> EventWriter.roomEvent(json, event));
            json.closeList().field("position", history.position().toString()).field("complete", history.complete());
        } else if (ack instanceof Ack.Members members) {
            json.name("members").openList();
            members.members().forEach(member -> member(json, member));
            json.closeList().field("truncated", members.truncated());
        } else if (ack instanceof Ack.RoomList list) {
            json.name("rooms").openList();
            list.rooms().forEach(room -> EventWriter.roomPosition(json, room));
            json.closeList();
        }
    }

    private static void member(Json json, Ack.Member member) {
        json.open().field("userId", member.user().value()).field("connections", member.connections());
        EventWriter.status(json, member.status());
        json.field("since", member.since()).close();
    }
}
