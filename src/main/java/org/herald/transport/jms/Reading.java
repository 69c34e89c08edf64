package org.herald.transport.jms;

import org.herald.hub.Content;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.herald.limits.LimitSettings;
import org.herald.protocol.Contents;
import org.herald.protocol.Fields;
import org.herald.session.Voice;

/**
 * Makes what was sent into what cannot be wrong: {@code {room, content, id?, from?, replyTo?}}, as over HTTP.
 *
 * @param limits of a message, which hold for everybody
 */
record Reading(LimitSettings.Messages limits) {

    /** @throws Refused {@code bad_json}, {@code bad_envelope}, or {@code invalid_data}, naming the field */
    Voice.Speech speech(Letter letter) {
        Fields fields = fields(letter.text());
        UserId from = fields.optionalParsed("from", UserId::new);
        return new Voice.Speech(
                fields.parsed("room", RoomName::new),
                fields.content("content"),
                fields.optionalParsed("replyTo", Position::parse),
                from == null ? UserId.SERVER : from,
                fields.has("id") ? fields.text("id", 1, Voice.MAX_ID) : provided(letter.id()));
    }

    private Fields fields(String text) {
        if (text == null) {
            throw Refused.invalid("message", "must be a text");
        }
        Contents.requireUnicode(text);
        if (new Content.Value(text).size() > limits.maxBytes()) {
            throw Refused.invalid("message", "must be at most " + limits.maxBytes() + " bytes");
        }
        return Fields.of(text, limits.maxDepth());
    }

    /**
     * The provider's own id: what sets it apart stands at its end. Marked, so that it is like none of an application. Null
     * where there is none: a sender may have asked for that, or another program have put it into the queue.
     */
    private static String provided(String id) {
        return id == null ? null : "jms " + id.substring(Math.max(0, id.length() - Voice.MAX_ID));
    }
}
