package org.herald.transport.engineio;

import java.time.Duration;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;

/**
 * What clients are told as a session begins.
 *
 * @param pingInterval between the pong of the client and the next ping of the server
 * @param pingTimeout how long a client has for its pong
 * @param maxPayload bytes that one body or one message may have
 */
public record EngineSettings(Duration pingInterval, Duration pingTimeout, int maxPayload) {

    /** @throws InvalidSetting naming the key and the rule */
    public static EngineSettings from(Settings settings) {
        return new EngineSettings(
                positive(settings, "herald.socketio.ping-interval", Duration.ofSeconds(25)),
                positive(settings, "herald.socketio.ping-timeout", Duration.ofSeconds(20)),
                settings.number("herald.socketio.max-payload", 1_000_000, 32_768, 100_000_000));
    }

    /** The packet by which a session begins. @param upgrade whether it may go on by a WebSocket */
    String open(String sid, boolean upgrade) {
        return "{\"sid\":\"" + sid + "\",\"upgrades\":[" + (upgrade ? "\"websocket\"" : "") + "],\"pingInterval\":"
                + pingInterval.toMillis() + ",\"pingTimeout\":" + pingTimeout.toMillis() + ",\"maxPayload\":"
                + maxPayload + "}";
    }

    private static Duration positive(Settings settings, String key, Duration otherwise) {
        Duration duration = settings.duration(key, otherwise);
        if (duration.toMillis() < 1) {
            throw new InvalidSetting(key, "must be a millisecond or longer");
        }
        return duration;
    }
}
