package org.herald.protocol;

import java.nio.charset.StandardCharsets;
import org.herald.hub.CloseCode;
import org.herald.hub.Event;
import org.herald.hub.Frame;
import org.herald.hub.Refused;
import org.herald.hub.VolatileEvent;

/**
 * Server-Sent Events (WHATWG HTML, "server-sent events"): {@code event:} is the envelope's event, {@code data:} the whole
 * envelope, as text. What is one reader's own, the {@code id:} line, is not in it.
 */
public final class EventStream extends Listening {

    @Override
    public Frame encode(Event event) {
        String retry = event instanceof VolatileEvent told && told.body() instanceof VolatileEvent.Draining draining
                ? retry(draining.reconnectAfterMs())
                : "";
        return Frame.binary(bytes(retry + message(EventWriter.name(event), EventWriter.text(event))), marks(event));
    }

    @Override
    public Frame ack(String id, Ack ack) {
        return Frame.binary(bytes(message("ack", ReplyWriter.ack(id, ack).text())));
    }

    @Override
    public Frame error(String id, Refused refused) {
        return Frame.binary(
                bytes(message("error", ReplyWriter.error(id, refused).text())));
    }

    /** The last words of a stream, which has no close frame to say them. */
    public byte[] closed(CloseCode code, String reason) {
        Json json = new Json().open().field("event", "closed").name("data").open();
        json.field("code", code.code()).field("reason", reason).field("comeBack", code.comeBack());
        return bytes(message("closed", json.close().close().toString()));
    }

    /** The first words: after how long a reader that was cut off is to come back. */
    public byte[] opening(long retryMillis) {
        return bytes(retry(retryMillis) + "\n");
    }

    /** The line before an event by which its reader can go on from there. */
    public byte[] id(Cursor cursor) {
        return bytes("id: " + cursor + "\n");
    }

    /** A line that means nothing. */
    public byte[] comment() {
        return bytes(":\n\n");
    }

    private static String retry(long millis) {
        return "retry: " + millis + "\n";
    }

    /** Line breaks in JSON stand between values alone, where a blank does as well. */
    private static String message(String event, String json) {
        return "event: " + event + "\ndata: " + json.replace('\n', ' ').replace('\r', ' ') + "\n\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
