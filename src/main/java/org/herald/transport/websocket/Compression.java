package org.herald.transport.websocket;

import org.herald.config.InvalidSetting;
import org.herald.config.Settings;

/**
 * Whether messages may be compressed (RFC 7692), where the client and the server can.
 *
 * @param maxMessageSize bytes of a message after inflation, beyond which nothing is inflated
 */
public record Compression(boolean on, int maxMessageSize) {

    private static final String KEY = "herald.compression";

    /** @throws InvalidSetting when it is neither {@code on} nor {@code off} */
    public static Compression from(Settings settings, int maxMessageSize) {
        return switch (settings.text(KEY, "off")) {
            case "on" -> new Compression(true, maxMessageSize);
            case "off" -> new Compression(false, maxMessageSize);
            default -> throw new InvalidSetting(KEY, "must be on or off");
        };
    }
}
