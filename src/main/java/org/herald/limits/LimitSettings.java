package org.herald.limits;

import java.time.Duration;
import org.herald.config.InvalidSetting;
import org.herald.config.Rate;
import org.herald.config.Settings;

/** How much a client may ask for: every {@code herald.limits.*} key. Nothing is null. */
public record LimitSettings(Messages messages, Connections connections, Rates rates) {

    private static final String PREFIX = "herald.limits.";

    /** More a second than any node takes; what a rate is counted with has no room for much more. */
    private static final long MAX_COUNT = 1_000_000;

    /** What fits into the buffer for one frame of Payara, 4 MiB and a little, which is not ours to choose. */
    private static final int MAX_MESSAGE_BYTES = 4_000_000;

    private static final Duration MIN_PERIOD = Duration.ofMillis(1);
    private static final Duration MAX_PERIOD = Duration.ofDays(1);

    /**
     * @param maxBytes of one message, text or binary, after inflation
     * @param maxDepth how deep its JSON may be nested
     */
    public record Messages(int maxBytes, int maxDepth) {}

    /**
     * @param perNode at the same time on this node
     * @param perUser at the same time on all nodes
     * @param rooms that one connection may be in
     */
    public record Connections(int perNode, int perUser, int rooms) {}

    /**
     * @param handshakes attempts per address
     * @param messages messages per user
     * @param volatiles volatile events per connection
     * @param requests every other request, per connection
     */
    public record Rates(Rate handshakes, Rate messages, Rate volatiles, Rate requests) {}

    /** @throws InvalidSetting naming the key that cannot be used */
    public static LimitSettings from(Settings settings) {
        return new LimitSettings(
                new Messages(
                        settings.number(PREFIX + "message-size", 65_536, 1024, MAX_MESSAGE_BYTES),
                        settings.number(PREFIX + "json-depth", 32, 4, 512)),
                new Connections(
                        settings.number(PREFIX + "connections", 20_000, 1, 10_000_000),
                        settings.number(PREFIX + "connections-per-user", 5, 1, 1_000_000),
                        settings.number(PREFIX + "rooms-per-connection", 100, 1, 100_000)),
                new Rates(
                        rate(settings, "handshakes-per-address", new Rate(60, Duration.ofMinutes(1))),
                        rate(settings, "messages", new Rate(60, Duration.ofMinutes(1))),
                        rate(settings, "volatile", new Rate(50, Duration.ofSeconds(1))),
                        rate(settings, "requests", new Rate(600, Duration.ofMinutes(1)))));
    }

    private static Rate rate(Settings settings, String name, Rate otherwise) {
        Rate rate = settings.rate(PREFIX + name, otherwise);
        boolean tooShort = rate.period().compareTo(MIN_PERIOD) < 0;
        if (rate.count() > MAX_COUNT || tooShort || rate.period().compareTo(MAX_PERIOD) > 0) {
            throw new InvalidSetting(
                    PREFIX + name,
                    "must be at most " + MAX_COUNT + " in a period from PT0.001S to P1D, such as 60/PT1M");
        }
        return rate;
    }
}
