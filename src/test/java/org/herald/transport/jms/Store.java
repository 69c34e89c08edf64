package org.herald.transport.jms;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.herald.auth.Namespaces;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Broker;
import org.herald.broker.Publication;
import org.herald.broker.Published;
import org.herald.broker.Range;
import org.herald.broker.Recorder;
import org.herald.broker.local.LocalBroker;
import org.herald.config.Settings;
import org.herald.hub.ErrorCode;
import org.herald.hub.HubListener;
import org.herald.hub.Inlet;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.TimerWheel;
import org.herald.session.Voice;

/** A store in memory, and a voice that speaks there. */
final class Store implements AutoCloseable {

    static final Settings SETTINGS =
            new Settings(key -> Optional.ofNullable(key.equals("herald.namespaces") ? "orders" : null));

    private final List<ErrorCode> refusals = new CopyOnWriteArrayList<>();
    private final List<String> spoken = new CopyOnWriteArrayList<>();
    private final HubListener counts = new HubListener() {
        @Override
        public void refused(ErrorCode code) {
            refusals.add(code);
        }

        @Override
        public void spoken(Inlet inlet, boolean published) {
            spoken.add(inlet.label() + " " + published);
        }
    };
    private final TimerWheel wheel = new TimerWheel(Duration.ofMillis(100), 64, System::nanoTime, fault -> {});
    private final Broker broker;
    private final Voice voice;

    /** @param around what the voice speaks through */
    Store(UnaryOperator<Broker> around) {
        Broker local = new LocalBroker(Clock.systemUTC(), System::nanoTime, wheel, Runnable::run, 1, 1024, fault -> {});
        broker = around.apply(local);
        voice = new Voice(broker, new RoomPolicy(Namespaces.from(SETTINGS)), Clock.systemUTC(), counts, Inlet.JMS);
        broker.start(new Recorder());
    }

    Voice voice() {
        return voice;
    }

    /** Publishes past the voice, and waits for the answer. */
    Published publish(Publication publication) {
        return broker.log().publish(publication).toCompletableFuture().join();
    }

    /** How often something by JMS was published, or not. */
    long spoken(boolean published) {
        return spoken.stream().filter(("jms " + published)::equals).count();
    }

    List<ErrorCode> refusals() {
        return refusals;
    }

    /** What was said in a room, as JSON, the oldest first. */
    List<String> said(String room) {
        return broker
                .log()
                .read(new RoomName(room), Range.after(null, 1000, 1_000_000))
                .toCompletableFuture()
                .join()
                .events()
                .stream()
                .map(RoomEvent::body)
                .map(body -> body.content().toString())
                .toList();
    }

    int count(String room) {
        return said(room).size();
    }

    TimerWheel wheel() {
        return wheel;
    }

    @Override
    public void close() {
        broker.close();
    }
}
