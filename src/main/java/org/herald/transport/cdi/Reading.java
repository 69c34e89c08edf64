package org.herald.transport.cdi;

import org.herald.hub.Content;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.herald.inside.Publication;
import org.herald.limits.LimitSettings;
import org.herald.protocol.Contents;
import org.herald.protocol.Submissions;
import org.herald.session.Voice;

/**
 * Makes what was fired into what cannot be wrong.
 *
 * @param limits of a message, which hold for everybody
 */
public record Reading(LimitSettings.Messages limits) {

    /** @throws Refused {@code invalid_data}, naming the field, or {@code bad_json} */
    Voice.Speech speech(Publication publication) {
        return new Voice.Speech(
                Submissions.named("room", publication.room(), RoomName::new),
                content(publication),
                null,
                publication.from() == null ? UserId.SERVER : Submissions.named("from", publication.from(), UserId::new),
                publication.id() == null ? null : Submissions.named("id", publication.id(), Reading::id));
    }

    private Content content(Publication publication) {
        Content content = publication.text() == null
                ? Contents.json(publication.json(), limits.maxDepth())
                : Contents.text(publication.text());
        if (content.size() > limits.maxBytes()) {
            throw Refused.invalid(
                    publication.text() == null ? "json" : "text", "must be at most " + limits.maxBytes() + " bytes");
        }
        return content;
    }

    private static String id(String id) {
        if (id.isEmpty() || id.length() > Voice.MAX_ID) {
            throw new IllegalArgumentException("must be a string of 1 to " + Voice.MAX_ID + " characters");
        }
        return id;
    }
}
