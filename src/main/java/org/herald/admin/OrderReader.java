package org.herald.admin;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.herald.broker.ControlMessage;
import org.herald.broker.ControlMessage.Announce;
import org.herald.broker.ControlMessage.CancelDrain;
import org.herald.broker.ControlMessage.Drain;
import org.herald.broker.ControlMessage.KickConnection;
import org.herald.broker.ControlMessage.KickFromRoom;
import org.herald.broker.ControlMessage.KickUser;
import org.herald.hub.ConnectionId;
import org.herald.hub.Frame;
import org.herald.hub.Notification;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.herald.protocol.Fields;
import org.herald.session.RevocationOrders;

/**
 * Makes orders of what administrators send. Every method refuses with {@code invalid_data}, naming the field and the rule.
 * Safe for use by any thread.
 */
public class OrderReader {

    private static final String CONNECTION = "connectionId";
    private static final String USER = "userId";
    private static final String ROOM = "room";
    private static final String TOKEN = "tokenId";
    private static final String REASON = "reason";

    private static final int LONGEST_TOKEN_ID = 256;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_BODY = 2000;
    private static final int LONGEST_LEVEL = 32;
    private static final int LONGEST_LINK = 2000;

    private final String node;
    private final RevocationOrders revoking;

    /** @param node this one's name */
    public OrderReader(String node, RevocationOrders revoking) {
        this.node = node;
        this.revoking = revoking;
    }

    ControlMessage kick(Fields fields) {
        requireOne(fields, CONNECTION, USER);
        String reason = reason(fields);
        if (fields.has(CONNECTION)) {
            forbid(fields, ROOM, "goes with " + USER + " only");
            return new KickConnection(fields.parsed(CONNECTION, ConnectionId::new), reason);
        }
        UserId user = fields.parsed(USER, UserId::new);
        return fields.has(ROOM)
                ? fields.parsed(ROOM, name -> new KickFromRoom(user, new RoomName(name), reason))
                : new KickUser(user, reason);
    }

    ControlMessage revoke(Fields fields) {
        requireOne(fields, TOKEN, USER);
        String reason = reason(fields);
        return fields.has(TOKEN)
                ? revoking.token(fields.text(TOKEN, 1, LONGEST_TOKEN_ID), null, reason)
                : revoking.user(fields.parsed(USER, UserId::new), reason);
    }

    ControlMessage announce(Fields fields) {
        return new Announce(new Notification(
                fields.text("title", 1, LONGEST_TITLE),
                fields.optionalText("body", LONGEST_BODY),
                fields.optionalText("level", LONGEST_LEVEL),
                fields.optionalText("link", LONGEST_LINK),
                null));
    }

    ControlMessage drain(Fields fields) {
        String whose = fields.has("node") ? fields.text("node", 1, ControlMessage.MAX_NODE) : node;
        return fields.has("time")
                ? fields.parsed("time", time -> new Drain(whose, duration(time)))
                : new Drain(whose, null);
    }

    /** @param named null: this node */
    ControlMessage cancelDrain(String named) {
        return new CancelDrain(named == null ? node : named);
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be an ISO-8601 duration such as PT30S", e);
        }
    }

    private static String reason(Fields fields) {
        Function<String, String> rule = text -> {
            if (Frame.utf8Length(text) > ControlMessage.MAX_REASON) {
                throw new IllegalArgumentException("must be at most " + ControlMessage.MAX_REASON + " bytes of UTF-8");
            }
            return text;
        };
        return fields.optionalParsed(REASON, rule);
    }

    private static void requireOne(Fields fields, String one, String other) {
        long there = Stream.of(one, other).filter(fields::has).count();
        if (there != 1) {
            throw Refused.invalid(there == 0 ? one : other, "give either " + one + " or " + other);
        }
    }

    private static void forbid(Fields fields, String name, String rule) {
        if (fields.has(name)) {
            throw Refused.invalid(name, rule);
        }
    }
}
