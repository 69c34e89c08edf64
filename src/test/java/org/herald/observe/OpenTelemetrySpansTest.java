package org.herald.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.Traceparent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class OpenTelemetrySpansTest {

    private static final RoomName ROOM = new RoomName("ops/alerts");
    private static final Traceparent TRACE =
            Traceparent.read("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    private static final Traceparent UNRECORDED =
            Traceparent.read("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");

    private final List<SpanData> ended = new ArrayList<>();

    @AutoClose
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(new Kept()))
                    .build())
            .build();

    private final Spans spans = new OpenTelemetrySpans(telemetry);

    @Test
    void putsASpanBelowThatOfThePublisher() {
        Spans.Span span = spans.publish(TRACE, ROOM);
        span.end(null);

        SpanData publish = ended.get(0);
        assertThat(publish.getTraceId()).isEqualTo(TRACE.traceId());
        assertThat(publish.getParentSpanId()).isEqualTo(TRACE.parentId());
        assertThat(publish.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(publish.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(publish.getAttributes().get(AttributeKey.stringKey("messaging.destination.name")))
                .isEqualTo("ops/alerts");
        assertThat(span.context().traceId()).isEqualTo(TRACE.traceId());
        assertThat(span.context().parentId()).isEqualTo(publish.getSpanId());
        assertThat(span.context().flags()).isEqualTo("01");
    }

    @Test
    void putsTheDeliveryBelowThePublication() {
        Spans.Span publish = spans.publish(TRACE, ROOM);
        spans.deliver(publish.context(), ROOM).end(null);

        assertThat(ended.get(0).getName()).isEqualTo("herald deliver");
        assertThat(ended.get(0).getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(ended.get(0).getParentSpanId()).isEqualTo(publish.context().parentId());
    }

    @Test
    void tellsAFailureByItsCode() {
        spans.publish(TRACE, ROOM).end(Refused.because(ErrorCode.UNAVAILABLE, "the store is away"));

        assertThat(ended.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(ended.get(0).getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("unavailable");
    }

    @Test
    void recordsNothingThatThePublisherDoesNotRecord() {
        Spans.Span span = spans.publish(UNRECORDED, ROOM);
        span.end(null);

        assertThat(ended).isEmpty();
        assertThat(span.context().traceId()).isEqualTo(TRACE.traceId());
        assertThat(span.context().flags()).isEqualTo("00");
    }

    @Test
    void handsTheTraceOnWhereNothingIsRecordedAtAll() {
        Spans.Span span = new OpenTelemetrySpans(OpenTelemetry.noop()).publish(TRACE, ROOM);
        span.end(null);

        assertThat(span.context()).isEqualTo(TRACE);
    }

    private final class Kept implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            ended.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
