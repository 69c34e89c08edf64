package org.herald.observe;

import io.opentelemetry.api.OpenTelemetry;
import org.herald.broker.Broker;

/** The first of what is loaded only where OpenTelemetry's API is there. */
final class OpenTelemetryDoor {

    private OpenTelemetryDoor() {}

    /** @param telemetry an {@link OpenTelemetry} */
    static Broker around(Broker broker, Object telemetry) {
        return new TracedBroker(broker, new OpenTelemetrySpans((OpenTelemetry) telemetry));
    }
}
