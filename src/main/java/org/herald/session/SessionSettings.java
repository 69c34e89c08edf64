package org.herald.session;

import java.time.Duration;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;
import org.herald.limits.LimitSettings;

/**
 * How connections are treated.
 *
 * @param node this node's name
 * @param outbox what may wait to be sent to one connection
 * @param heartbeatInterval between two pings
 * @param heartbeatTimeout without any frame, after which a connection is gone
 * @param presenceGrace how long a user may be away without having left
 * @param maxMessageSize bytes of one message, text or binary
 * @param maxRooms rooms of one connection, beside the personal one
 * @param drainTime over which clients are spread when the node stops
 * @param tokenLeeway how long after its end a token still opens a connection
 */
public record SessionSettings(
        String node,
        OutboxLimits outbox,
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        Duration presenceGrace,
        int maxMessageSize,
        int maxRooms,
        Duration drainTime,
        Duration tokenLeeway) {

    /** Of the outbox, what one page of history or one {@code room.state} may take. */
    private static final int PAGES_PER_OUTBOX = 4;

    /** @throws InvalidSetting naming the key and the rule */
    public static SessionSettings from(Settings settings, LimitSettings limits, String node, Duration tokenLeeway) {
        int maxMessageSize = limits.messages().maxBytes();
        Duration interval = positive(settings, "herald.heartbeat.interval", Duration.ofSeconds(30));
        Duration timeout = positive(settings, "herald.heartbeat.timeout", Duration.ofSeconds(90));
        if (timeout.compareTo(interval) <= 0) {
            throw new InvalidSetting("herald.heartbeat.timeout", "must be longer than herald.heartbeat.interval");
        }
        return new SessionSettings(
                node,
                outbox(settings, maxMessageSize),
                interval,
                timeout,
                settings.duration("herald.presence.grace", Duration.ofSeconds(5)),
                maxMessageSize,
                limits.connections().rooms(),
                settings.duration("herald.drain.time", Duration.ofSeconds(10)),
                tokenLeeway);
    }

    /** Bytes that one page of history may take, so that it never fills the outbox. */
    int pageBytes() {
        return outbox.bytes() / PAGES_PER_OUTBOX;
    }

    private static OutboxLimits outbox(Settings settings, int maxMessageSize) {
        int bytes = settings.number("herald.outbox.bytes", 1_048_576, 4096, Integer.MAX_VALUE);
        if (bytes / PAGES_PER_OUTBOX < maxMessageSize) {
            throw new InvalidSetting(
                    "herald.outbox.bytes",
                    "must be at least " + PAGES_PER_OUTBOX + " times herald.limits.message-size");
        }
        return new OutboxLimits(
                settings.number("herald.outbox.messages", 1024, 16, 1_000_000),
                bytes,
                positive(settings, "herald.outbox.write-timeout", Duration.ofSeconds(10)));
    }

    private static Duration positive(Settings settings, String key, Duration otherwise) {
        Duration duration = settings.duration(key, otherwise);
        if (duration.isZero()) {
            throw new InvalidSetting(key, "must be longer than zero");
        }
        return duration;
    }
}
