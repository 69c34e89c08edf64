package org.herald.it.kit;

import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** What a client heard up to a known moment, so that a test can also say what it did not hear. */
public final class Heard {

    private Heard() {}

    /** What the client is told from the sending of a frame to the answer to a {@code ping} after it. */
    public static List<Received> after(HeraldClient client, WireFrame frame) {
        int before = client.inbox().all().size();
        String end = UUID.randomUUID().toString();
        client.send(frame);
        client.requestAs(end, "ping", null, null);
        client.inbox().await(one -> end.equals(one.id()));
        return client.inbox().all().stream()
                .skip(before)
                .takeWhile(one -> !end.equals(one.id()))
                .toList();
    }

    /**
     * The one answer to a frame, whatever others do meanwhile.
     *
     * @throws AssertionError when there is none, or more than one
     */
    public static Received answer(HeraldClient client, WireFrame frame) {
        List<Received> answers = after(client, frame).stream()
                .filter(one -> one.event().equals("ack") || one.event().equals("error"))
                .toList();
        if (answers.size() != 1) {
            throw new AssertionError("Not one answer, but " + answers);
        }
        return answers.get(0);
    }

    /**
     * All that a client has heard when everything that happened in a room before has reached it.
     *
     * @param speaker says something there, so that it is known when
     */
    public static List<Received> by(HeraldClient client, HeraldClient speaker, String room) {
        String eventId = speaker.say(room, "up to here").getString("eventId");
        Predicate<Received> end = one -> eventId.equals(one.eventId()) && room.equals(one.room());
        client.inbox().await(end);
        return client.inbox().all().stream().takeWhile(end.negate()).toList();
    }
}
