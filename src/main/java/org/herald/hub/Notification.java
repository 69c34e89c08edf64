package org.herald.hub;

import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the server or an administrator tells people.
 *
 * @param title never null
 * @param body or null
 * @param level or null
 * @param link or null
 * @param payload for programs, or null
 */
public record Notification(String title, String body, String level, String link, Content payload) {

    /** Bytes of all it says, in UTF-8. */
    public int size() {
        int texts = Stream.of(title, body, level, link)
                .filter(Objects::nonNull)
                .mapToInt(Frame::utf8Length)
                .sum();
        return texts + (payload == null ? 0 : payload.size());
    }
}
