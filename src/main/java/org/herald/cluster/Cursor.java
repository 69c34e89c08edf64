package org.herald.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.herald.broker.ConnectionQuery;
import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;

/**
 * Where a page of a list ends: the name of its last row, so that the next one begins behind it whatever came and went in
 * between. Written in the alphabet of URLs (RFC 4648 section 5).
 */
public final class Cursor {

    private static final String RULE = "is no cursor of this list";

    /** Names of nodes and ids have none. */
    private static final char BETWEEN = '\n';

    private Cursor() {}

    static String of(ConnectionQuery.Place place) {
        return encode(place.node() + BETWEEN + place.connection());
    }

    static String of(RoomName room) {
        return encode(room.value());
    }

    /** @throws IllegalArgumentException when it is none */
    public static ConnectionQuery.Place place(String cursor) {
        String text = decode(cursor);
        int between = text.indexOf(BETWEEN);
        if (between < 1) {
            throw new IllegalArgumentException(RULE);
        }
        try {
            return new ConnectionQuery.Place(text.substring(0, between), new ConnectionId(text.substring(between + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(RULE, e);
        }
    }

    /** @throws IllegalArgumentException when it is none */
    public static RoomName room(String cursor) {
        try {
            return new RoomName(decode(cursor));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(RULE, e);
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(RULE, e);
        }
    }
}
