package org.herald.transport.jms;

import java.util.Map;
import java.util.Set;
import org.herald.auth.Namespaces;
import org.herald.broker.Publication;
import org.herald.broker.Published;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.protocol.HeraldV1;

/**
 * What the topic is told of an event: the envelope that clients get, and beside it what a selector may ask for.
 *
 * @param namespaces all there are
 * @param told the names of those whose events are told
 */
record Writing(Namespaces namespaces, Set<String> told) {

    /** Whether the topic is told of what happens in a room. Personal rooms are nobody else's matter. */
    boolean concerns(RoomName room) {
        return !room.isPersonal() && told.contains(namespaces.of(room).name());
    }

    /** Of what was stored now. */
    Notice notice(Publication publication, Published published) {
        return notice(new RoomEvent(
                publication.room(),
                published.position(),
                published.ts(),
                publication.from(),
                publication.body(),
                publication.echo()));
    }

    Notice notice(RoomEvent event) {
        return new Notice(
                HeraldV1.json(event),
                Map.of(
                        "heraldRoom", event.room().value(),
                        "heraldNamespace", namespaces.of(event.room()).name(),
                        "heraldEvent", name(event.body()),
                        "heraldEventId", event.position().toString()));
    }

    private static String name(RoomEvent.Body body) {
        if (body instanceof RoomEvent.Message) {
            return "message";
        } else if (body instanceof RoomEvent.Edited) {
            return "message.edited";
        } else if (body instanceof RoomEvent.Deleted) {
            return "message.deleted";
        }
        return "notification";
    }
}
