package org.herald.observe;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import org.herald.broker.Broker;

/** Records traced publications in the server's OpenTelemetry, where it shows that to applications. */
public final class ServerTracing {

    /** Without this class there is none, and what uses it is not to be loaded. */
    private static final String API = "io.opentelemetry.api.OpenTelemetry";

    private ServerTracing() {}

    /** @return the broker itself where nothing can be recorded */
    public static Broker around(Broker broker) {
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
