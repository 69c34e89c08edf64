package org.herald.observe;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.herald.hub.ErrorCode;
import org.herald.hub.HubListener;

/** Counts what happens in the server's MicroProfile registry. How many series there are does not grow with use. */
@ApplicationScoped
public class Metrics implements HubListener {

    private final LongAdder connections = new LongAdder();
    private final LongAdder rooms = new LongAdder();

    @Inject
    private MetricRegistry registry;

    private Counter received;
    private Counter receivedBytes;
    private Counter sent;
    private Counter sentBytes;
    private Counter deliveries;
    private Counter dropped;
    private Histogram roundTrip;
    private Histogram outboxHighWater;
    private Histogram publishTime;
    private Histogram pipelineDepth;
    private Histogram subscriberLag;
    private Counter resubscriptions;
    private Counter gapsRepaired;
    private Counter historiesLost;

    @PostConstruct
    void register() {
        registry.gauge("herald_connections", connections, LongAdder::sum);
        registry.gauge("herald_rooms", rooms, LongAdder::sum);
        received = registry.counter("herald_messages_received_total");
        receivedBytes = registry.counter("herald_received_bytes_total");
        sent = registry.counter("herald_messages_sent_total");
        sentBytes = registry.counter("herald_sent_bytes_total");
        deliveries = registry.counter("herald_deliveries_total");
        dropped = registry.counter("herald_dropped_total");
        roundTrip = registry.histogram("herald_round_trip_ms");
        outboxHighWater = registry.histogram("herald_outbox_high_water_bytes");
        publishTime = registry.histogram("herald_publish_ms");
        pipelineDepth = registry.histogram("herald_pipeline_depth");
        subscriberLag = registry.histogram("herald_subscriber_lag_ms");
        resubscriptions = registry.counter("herald_resubscriptions_total");
        gapsRepaired = registry.counter("herald_gaps_repaired_total");
        historiesLost = registry.counter("herald_histories_lost_total");
    }

    @Override
    public void connectionOpened() {
        connections.increment();
    }

    @Override
    public void connectionClosed(int code) {
        connections.decrement();
        registry.counter("herald_closes_total", new Tag("code", closeLabel(code)))
                .inc();
    }

    @Override
    public void roomOpened() {
        rooms.increment();
    }

    @Override
    public void roomClosed() {
        rooms.decrement();
    }

    @Override
    public void received(int bytes) {
        received.inc();
        receivedBytes.inc(bytes);
    }

    @Override
    public void sent(int bytes) {
        sent.inc();
        sentBytes.inc(bytes);
    }

    @Override
    public void delivered(int receivers) {
        deliveries.inc(receivers);
    }

    @Override
    public void dropped() {
        dropped.inc();
    }

    @Override
    public void refused(ErrorCode code) {
        registry.counter("herald_refusals_total", new Tag("code", code.wire())).inc();
    }

    @Override
    public void handshakeRefused(String code) {
        registry.counter("herald_handshake_refusals_total", new Tag("code", code))
                .inc();
    }

    @Override
    public void roundTrip(Duration time) {
        roundTrip.update(time.toMillis());
    }

    @Override
    public void outboxHighWater(int bytes) {
        outboxHighWater.update(bytes);
    }

    @Override
    public void recovery(boolean complete) {
        registry.counter("herald_recoveries_total", new Tag("complete", Boolean.toString(complete)))
                .inc();
    }

    @Override
    public void published(Duration time) {
        publishTime.update(time.toMillis());
    }

    @Override
    public void pipelineDepth(int calls) {
        pipelineDepth.update(calls);
    }

    @Override
    public void subscriberLag(Duration time) {
        subscriberLag.update(time.toMillis());
    }

    @Override
    public void resubscribed() {
        resubscriptions.inc();
    }

    @Override
    public void gapRepaired(int events) {
        gapsRepaired.inc();
    }

    @Override
    public void historyLost() {
        historiesLost.inc();
    }

    /** A client may close with any code it likes: those that the protocol does not name are one. */
    private static String closeLabel(int code) {
        boolean known = code >= 1000 && code <= 1013 || code >= 4000 && code <= 4030;
        return known ? Integer.toString(code) : "other";
    }
}
