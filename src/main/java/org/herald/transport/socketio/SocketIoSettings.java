package org.herald.transport.socketio;

import java.time.Duration;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;
import org.herald.limits.LimitSettings;
import org.herald.transport.engineio.EngineSettings;

/**
 * How clients of Socket.IO are treated.
 *
 * @param enabled whether there are any: a place is held for each before it says who it is, so they are off by default
 */
public record SocketIoSettings(boolean enabled, EngineSettings engine, SocketIoConnection.Rules rules) {

    private static final String CONNECT_TIMEOUT = "herald.socketio.connect-timeout";

    /** @throws InvalidSetting naming the key and the rule */
    public static SocketIoSettings from(Settings settings, LimitSettings.Messages messages) {
        Duration connectTimeout = settings.duration(CONNECT_TIMEOUT, Duration.ofSeconds(10));
        if (connectTimeout.isZero()) {
            throw new InvalidSetting(CONNECT_TIMEOUT, "must be longer than zero");
        }
        return new SocketIoSettings(
                settings.flag("herald.socketio.enabled", false),
                EngineSettings.from(settings),
                new SocketIoConnection.Rules(connectTimeout, messages.maxBytes(), messages.maxDepth()));
    }
}
