package org.herald.observe;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import org.herald.broker.Broker;
import org.herald.config.Settings;

/**
 * Records traced publications in the server's OpenTelemetry, where it shows that to applications and is told to record ({@code
 * otel.sdk.disabled=false}, the switch of MicroProfile Telemetry). Some servers make spans without that, and export none:
 * they would be missing between those of the publisher and of the receivers.
 */
public final class ServerTracing {

    /** Without this class there is none, and what uses it is not to be loaded. */
    private static final String API = "io.opentelemetry.api.OpenTelemetry";

    private static final String SWITCH = "otel.sdk.disabled";

    private ServerTracing() {}

    /** @return the broker itself where nothing is recorded */
    public static Broker around(Broker broker, Settings settings) {
        if (settings.text(SWITCH).filter("false"::equalsIgnoreCase).isEmpty()) {
            return broker;
        }
        Class<?> api;
        try {
            api = Class.forName(API, false, ServerTracing.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError none) {
            return broker;
        }
        Instance<?> telemetry = CDI.current().select(api);
        return telemetry.isResolvable() ? OpenTelemetryDoor.around(broker, telemetry.get()) : broker;
    }
}
