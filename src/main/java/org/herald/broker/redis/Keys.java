package org.herald.broker.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;

/**
 * What keys and channels are called. All of one room, one user or one node carry it as their hash tag, so that Redis
 * Cluster keeps them together. A tag never begins with a closing brace: names of rooms and nodes do not, and users
 * get an {@code @}.
 *
 * @param prefix of all of them, without braces
 */
record Keys(String prefix) {

    private static final int DIGEST_BYTES = 15;

    /** Meta, history, marks and the two halves of the answers: what scripts about a room's history take. */
    byte[][] log(RoomName room) {
        String of = room(room);
        return new byte[][] {
            utf8(of + "meta"), utf8(of + "history"), utf8(of + "marks"), utf8(of + "once:0"), utf8(of + "once:1")
        };
    }

    /** The users and their order: what scripts about who is in a room take. */
    byte[][] presence(RoomName room) {
        String of = room(room);
        return new byte[][] {utf8(of + "users"), utf8(of + "order")};
    }

    byte[] channel(RoomName room) {
        return utf8(room(room) + "events");
    }

    /** Where a user is and what the user says of it. */
    byte[][] whereabouts(UserId user) {
        return new byte[][] {utf8(user(user) + "where"), utf8(user(user) + "status")};
    }

    byte[] status(UserId user) {
        return utf8(user(user) + "status");
    }

    byte[] connections(UserId user) {
        return utf8(user(user) + "connections");
    }

    /** What is left of what a user may publish. */
    byte[] rate(UserId user) {
        return utf8(user(user) + "rate");
    }

    byte[] memberships(UserId user) {
        return utf8(user(user) + "rooms");
    }

    /** The leases, the claims on those that ended, and what the nodes say of themselves. */
    byte[][] leases() {
        return new byte[][] {
            utf8(prefix + ":{nodes}:leases"), utf8(prefix + ":{nodes}:claims"), utf8(prefix + ":{nodes}:states")
        };
    }

    /** The channel that all nodes hear. */
    byte[] control() {
        return utf8(prefix + ":{nodes}:control");
    }

    /** Until when what is remembered, and of users until when tokens were issued. */
    byte[][] revoked() {
        return new byte[][] {utf8(prefix + ":{revoked}:until"), utf8(prefix + ":{revoked}:issued")};
    }

    /** Connection and user of every place that a node took. */
    byte[] connectionsOf(String node) {
        return utf8(prefix + ":node:{" + node + "}:connections");
    }

    /** Room and user of every stay that a node keeps. */
    byte[] staysOf(String node) {
        return utf8(prefix + ":node:{" + node + "}:stays");
    }

    /** @param instance of the broker; see {@link Identity} */
    byte[] control(String instance) {
        return utf8(prefix + ":node:{" + instance + "}:control");
    }

    /** What a request is called among those of its room: short, whatever the client called it. */
    static byte[] request(UserId user, String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(utf8(user.value() + '\n' + key));
            return Base64.getEncoder().encode(Arrays.copyOf(hash, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private String room(RoomName room) {
        return prefix + ":room:{" + room.value() + "}:";
    }

    private String user(UserId user) {
        return prefix + ":user:{@" + user.value() + "}:";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
