package org.herald.transport.socketio;

import java.time.Duration;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;
import org.herald.limits.LimitSettings;
import org.herald.transport.engineio.EngineSettings;

/** How clients of Socket.IO are treated. */
public record SocketIoSettings(EngineSettings engine, SocketIoConnection.Rules rules) {

    private static final String CONNECT_TIMEOUT = "herald.socketio.connect-timeout";

    /** @throws InvalidSetting naming the key and the rule */
    public static SocketIoSettings from(Settings settings, LimitSettings.Messages messages) {
        Duration connectTimeout = settings.duration(CONNECT_TIMEOUT, Duration.ofSeconds(45));
        if (connectTimeout.isZero()) {
            throw new InvalidSetting(CONNECT_TIMEOUT, "must be longer than zero");
        }
        return new SocketIoSettings(
                EngineSettings.from(settings),
                new SocketIoConnection.Rules(connectTimeout, messages.maxBytes(), messages.maxDepth()));
    }
}
