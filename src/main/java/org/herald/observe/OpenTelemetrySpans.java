package org.herald.observe;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.Traceparent;

/** Spans by OpenTelemetry, named by its conventions for messaging. Loaded only where its API is there. */
final class OpenTelemetrySpans implements Spans {

    private final Tracer tracer;

    OpenTelemetrySpans(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer("org.herald");
    }

    @Override
    public Span publish(Traceparent parent, RoomName room) {
        return begin("herald publish", "send", SpanKind.PRODUCER, parent, room);
    }

    @Override
    public Span deliver(Traceparent parent, RoomName room) {
        return begin("herald deliver", "process", SpanKind.CONSUMER, parent, room);
    }

    private Span begin(String name, String operation, SpanKind kind, Traceparent parent, RoomName room) {
        SpanContext remote = SpanContext.createFromRemoteParent(
                parent.traceId(), parent.parentId(), TraceFlags.fromHex(parent.flags(), 0), TraceState.getDefault());
        return new Recorded(
                parent,
                tracer.spanBuilder(name)
                        .setSpanKind(kind)
                        .setParent(Context.root().with(io.opentelemetry.api.trace.Span.wrap(remote)))
                        .setAttribute("messaging.system", "herald")
                        .setAttribute("messaging.operation.type", operation)
                        .setAttribute("messaging.destination.name", room.value())
                        .startSpan());
    }

    /** @param parent stays what counts where nothing is recorded */
    private record Recorded(Traceparent parent, io.opentelemetry.api.trace.Span span) implements Span {

        @Override
        public Traceparent context() {
            SpanContext context = span.getSpanContext();
            return context.isValid()
                    ? Traceparent.of(
                            context.getTraceId(),
                            context.getSpanId(),
                            context.getTraceFlags().asHex())
                    : parent;
        }

        @Override
        public void end(Throwable failure) {
            if (failure instanceof Refused refused) {
                span.setAttribute("error.type", refused.code().wire());
            }
            if (failure != null) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }
}
