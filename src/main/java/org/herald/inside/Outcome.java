package org.herald.inside;

/**
 * What came of a publication.
 *
 * @param eventId the message's place in its room; null when it was not published
 * @param ts when it was accepted, Unix milliseconds; 0 when it was not
 * @param duplicate whether it had been published before
 * @param refusal why it was not published, an error code of the protocol such as {@code invalid_data} or {@code
 *     unavailable}; null when it was. After {@code unavailable} it may have been: fire it again, with the same id
 * @param message the same for people; null when it was published
 */
public record Outcome(String eventId, long ts, boolean duplicate, String refusal, String message) {

    public static Outcome published(String eventId, long ts, boolean duplicate) {
        return new Outcome(eventId, ts, duplicate, null, null);
    }

    public static Outcome refused(String code, String message) {
        return new Outcome(null, 0, false, code, message);
    }

    public boolean isPublished() {
        return eventId != null;
    }
}
