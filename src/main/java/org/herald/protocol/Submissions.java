package org.herald.protocol;

import java.util.function.Function;
import org.herald.hub.Notification;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;

/**
 * What is submitted over HTTP (protocol section 6): commands whose room stands in the path, with the fields and rules that
 * they have in {@code herald.v1}. Every method refuses with {@code invalid_data}, naming the field.
 */
public final class Submissions {

    private static final int MAX_ID = 64;
    private static final int MAX_TITLE = 200;
    private static final int MAX_LEVEL = 32;

    private Submissions() {}

    /** A name from a path or query, made into what it names. */
    public static <T> T named(String field, String text, Function<String, T> type) {
        try {
            return type.apply(text);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid(field, e.getMessage());
        }
    }

    /** The client's own id of the request, or null. */
    public static String id(Fields body) {
        return body.has("id") ? body.text("id", 1, MAX_ID) : null;
    }

    public static Command.SendMessage message(RoomName room, Fields body) {
        return new Command.SendMessage(
                room, body.content("content"), body.optionalParsed("replyTo", Position::parse), true);
    }

    public static Command.Emit event(RoomName room, Fields body) {
        return new Command.Emit(room, body.text("name", 1, CommandReader.MAX_EVENT_NAME), body.payload("payload"));
    }

    public static Notification notification(Fields body) {
        return new Notification(
                body.text("title", 1, MAX_TITLE),
                body.optionalText("body", Fields.MAX_TEXT),
                body.optionalText("level", MAX_LEVEL),
                body.optionalText("link", Fields.MAX_TEXT),
                body.has("payload") ? body.payload("payload") : null);
    }

    /** @param parameter the value of a query parameter, or null */
    public static Command.ReadHistory history(RoomName room, Function<String, String> parameter) {
        String since = parameter.apply("since");
        String limit = parameter.apply("limit");
        String reverse = parameter.apply("reverse");
        return new Command.ReadHistory(
                room,
                since == null ? null : named("since", since, Position::parse),
                limit == null ? CommandReader.DEFAULT_HISTORY : number("limit", limit, 1, CommandReader.MAX_HISTORY),
                reverse != null && flag("reverse", reverse));
    }

    /** A whole number in a query. */
    public static int number(String field, String text, int min, int max) {
        if (text.length() < 10 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw Refused.invalid(field, "must be a whole number from " + min + " to " + max);
    }

    private static boolean flag(String field, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw Refused.invalid(field, "must be true or false");
        }
        return text.equals("true");
    }
}
