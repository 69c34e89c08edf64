package org.herald.protocol;

import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.herald.hub.Content;

/** The attachments of one event, and where its argument speaks of them: of each at most once. */
final class SocketIoAttachments {

    private static final String NUMBER = "\\s*\"num\"\\s*:\\s*(\\d{1,2})\\s*";
    private static final String MARK = "\\s*\"_placeholder\"\\s*:\\s*true\\s*";

    /** Cannot be found inside of a string, where quotes are escaped. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{(?:" + MARK + "," + NUMBER + "|" + NUMBER + "," + MARK + ")\\}");

    private static final String BEFORE = "{\"base64\":\"";
    private static final String AFTER = "\"}";

    private final String json;
    private final List<byte[]> attachments;
    private final List<MatchResult> places;

    private SocketIoAttachments(String json, List<byte[]> attachments, List<MatchResult> places) {
        this.json = json;
        this.attachments = attachments;
        this.places = places;
    }

    /**
     * @param json the argument
     * @throws BrokenPacket when it speaks of one that is not there, or of one twice: it would become many times as large
     */
    static SocketIoAttachments of(String json, List<byte[]> attachments) {
        List<MatchResult> places = new ArrayList<>();
        BitSet taken = new BitSet();
        Matcher matcher = PLACEHOLDER.matcher(json);
        while (matcher.find()) {
            int number = number(matcher);
            if (number >= attachments.size()) {
                throw new BrokenPacket("there is no attachment of that number");
            }
            if (taken.get(number)) {
                throw new BrokenPacket("an attachment has one place");
            }
            taken.set(number);
            places.add(matcher.toMatchResult());
        }
        return new SocketIoAttachments(json, attachments, places);
    }

    /** Bytes that {@link #inlined()} has more than the argument; nothing is built. */
    long growth() {
        long growth = 0;
        for (MatchResult place : places) {
            long encoded = (attachments.get(number(place)).length + 2L) / 3 * 4;
            growth += BEFORE.length() + encoded + AFTER.length() - (place.end() - place.start());
        }
        return growth;
    }

    /** The argument with the attachments in it, as histories have binary content. */
    String inlined() {
        StringBuilder inlined = new StringBuilder(Math.toIntExact(json.length() + growth()));
        int from = 0;
        for (MatchResult place : places) {
            String encoded = Base64.getEncoder().encodeToString(attachments.get(number(place)));
            inlined.append(json, from, place.start())
                    .append(BEFORE)
                    .append(encoded)
                    .append(AFTER);
            from = place.end();
        }
        return inlined.append(json, from, json.length()).toString();
    }

    /** The one that a value is and nothing beside; null: it is something else. @param value or null */
    Content whole(JsonValue value) {
        Matcher matcher = PLACEHOLDER.matcher(value == null ? "" : value.raw());
        return matcher.matches() ? new Content.Binary(attachments.get(number(matcher))) : null;
    }

    private static int number(MatchResult found) {
        return Integer.parseInt(found.group(1) == null ? found.group(2) : found.group(1));
    }
}
