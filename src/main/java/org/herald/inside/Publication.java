package org.herald.inside;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * A message to be published, fired as a CDI event by code in the same WAR, or on WildFly the same EAR:
 *
 * <pre>
 * &#64;Inject Event&lt;Publication&gt; publications;
 * …
 * publications.fire(Publication.json("orders/new", "{\"order\":4711}").id("order-4711"));
 * </pre>
 *
 * <p>Within a transaction it is published after that has been committed, and not at all when it is rolled back; outside of
 * one, at once. {@code fire} does not wait for it and does not fail with it. What one thread fires keeps its order. {@code
 * fireAsync} reaches nobody: it knows of no transaction.
 *
 * <p>Code inside the server is trusted: neither permissions nor rates are asked for.
 *
 * @param room where to; {@code @<user>} for what only that user is to see; never null
 * @param text what is said, 1–2000 characters; null where there is {@code json}
 * @param json any JSON value instead; null where there is {@code text}
 * @param from the user that it is from; null: the server, {@code @server}
 * @param id names the publication among those from the same user in the same room: 1–128 characters; one that comes again
 *     within five minutes is published once. Null: every one counts
 * @param listener is told once what came of it, on a thread of the server's, unless the transaction was rolled back; null:
 *     nobody is
 */
public record Publication(
        String room, String text, String json, String from, String id, Consumer<? super Outcome> listener) {

    public Publication {
        Objects.requireNonNull(room, "room");
        if ((text == null) == (json == null)) {
            throw new IllegalArgumentException("either text or json");
        }
    }

    /** A text from the server. */
    public static Publication text(String room, String text) {
        return new Publication(room, Objects.requireNonNull(text, "text"), null, null, null, null);
    }

    /** A JSON value from the server. */
    public static Publication json(String room, String json) {
        return new Publication(room, null, Objects.requireNonNull(json, "json"), null, null, null);
    }

    /** The same from a user. */
    public Publication from(String user) {
        return new Publication(room, text, json, user, id, listener);
    }

    /** The same with a name, by which it is known when it comes again. */
    public Publication id(String name) {
        return new Publication(room, text, json, from, name, listener);
    }

    /** The same, and {@code heard} is told what came of it. */
    public Publication told(Consumer<? super Outcome> heard) {
        return new Publication(room, text, json, from, id, heard);
    }

    /** Without what is said: it may be confidential. */
    @Override
    public String toString() {
        return "Publication[" + room + "]";
    }
}
