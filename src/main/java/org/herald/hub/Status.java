package org.herald.hub;

/**
 * What a user says of being there.
 *
 * @param kind never null
 * @param text in the user's own words, or null
 */
public record Status(Kind kind, String text) {

    /** Of a user who said nothing. */
    public static final Status ONLINE = new Status(Kind.ONLINE, null);

    public enum Kind {
        ONLINE,
        AWAY,
        BUSY
    }
}
