package org.herald.protocol;

import java.util.List;
import org.herald.hub.Event;
import org.herald.hub.Frame;
import org.herald.hub.Refused;
import org.herald.hub.VolatileEvent;

/** What is answered to a poll: a list of envelopes, as text, and a cursor. */
public final class EventList extends Listening {

    /** The envelope; nothing for what concerns connections that last. */
    @Override
    public Frame encode(Event event) {
        return Frame.text(isOfLasting(event) ? "" : EventWriter.text(event), marks(event));
    }

    private static boolean isOfLasting(Event event) {
        return event instanceof VolatileEvent told
                && (told.body() instanceof VolatileEvent.Connected
                        || told.body() instanceof VolatileEvent.TokenExpiring);
    }

    @Override
    public Frame ack(String id, Ack ack) {
        return ReplyWriter.ack(id, ack);
    }

    @Override
    public Frame error(String id, Refused refused) {
        return ReplyWriter.error(id, refused);
    }

    /** @param envelopes as {@link #encode} made them */
    public String answer(List<String> envelopes, Cursor cursor) {
        return told(envelopes, cursor).close().toString();
    }

    /** For one who brought no cursor: no events, but what a connection that lasts is greeted with. */
    public String answer(Beginning beginning) {
        Json json = told(List.of(), beginning.cursor())
                .field("userId", beginning.user().value())
                .name("rooms")
                .openList();
        beginning.rooms().forEach(room -> EventWriter.roomPosition(json, room));
        return json.closeList().close().toString();
    }

    private static Json told(List<String> envelopes, Cursor cursor) {
        Json json = new Json().open().name("events").openList();
        envelopes.forEach(json::raw);
        return json.closeList().field("cursor", cursor.toString());
    }
}
