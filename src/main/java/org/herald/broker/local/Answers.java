package org.herald.broker.local;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.herald.broker.Publication;
import org.herald.broker.Published;
import org.herald.hub.UserId;

/**
 * What the publications of one room were answered, so that one that comes again gets the same answer. Not safe for use by
 * more than one thread at a time.
 */
final class Answers {

    /** How long an answer is remembered (protocol section 3, {@code message.send}). */
    static final Duration KEPT = Duration.ofMinutes(5);

    /** How many are remembered at most; then the oldest are forgotten before their time. */
    static final int MOST = 1 << 16;

    /** The oldest first. */
    private final Map<Request, Published> answers = new LinkedHashMap<>();

    /** The answer to the same request of the last five minutes; null when there was none. */
    Published find(Publication publication, long now) {
        trim(now);
        return publication.idempotencyKey() == null ? null : answers.get(Request.of(publication));
    }

    void remember(Publication publication, Published answer) {
        if (publication.idempotencyKey() == null) {
            return;
        }
        answers.put(Request.of(publication), answer);
        if (answers.size() > MOST) {
            Iterator<Request> oldest = answers.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    void trim(long now) {
        if (answers.isEmpty()) {
            return;
        }
        Iterator<Published> oldest = answers.values().iterator();
        while (oldest.hasNext() && oldest.next().ts() < now - KEPT.toMillis()) {
            oldest.remove();
        }
    }

    boolean isEmpty() {
        return answers.isEmpty();
    }

    private record Request(UserId user, String key) {

        static Request of(Publication publication) {
            return new Request(publication.from().user(), publication.idempotencyKey());
        }
    }
}
