package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.herald.audit.Audit;
import org.herald.auth.AuthSettings;
import org.herald.auth.DevKeys;
import org.herald.auth.Namespaces;
import org.herald.auth.OriginPolicy;
import org.herald.auth.RoomPolicy;
import org.herald.auth.TokenSources;
import org.herald.auth.TrustedProxies;
import org.herald.broker.BrokerListener;
import org.herald.broker.ControlMessage;
import org.herald.broker.NodeView;
import org.herald.broker.Presence;
import org.herald.broker.Publication;
import org.herald.broker.Published;
import org.herald.broker.Retention;
import org.herald.broker.local.LocalBroker;
import org.herald.config.Settings;
import org.herald.hub.ConnectionId;
import org.herald.hub.Content;
import org.herald.hub.Event;
import org.herald.hub.HandClock;
import org.herald.hub.Identity;
import org.herald.hub.Inlet;
import org.herald.hub.Lane;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Rooms;
import org.herald.hub.Sender;
import org.herald.hub.TimerWheel;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.herald.limits.ConnectionLimit;
import org.herald.limits.HandshakeRates;
import org.herald.limits.LimitSettings;
import org.herald.protocol.EventList;
import org.herald.protocol.HeraldV1;

/** One node with time and store in a test's hands. It fails on what went wrong without anybody being told. */
final class TestNode implements AutoCloseable {

    /** Thousands of connections come and go in tests: not worth a line each. Held, or the level would be forgotten. */
    private static final List<Logger> QUIET = List.of(
            Logger.getLogger("org.herald.connections"),
            Logger.getLogger(Audit.LOGGER),
            Logger.getLogger(DevKeys.class.getName()));

    private static final Duration TICK = Duration.ofMillis(10);
    private static final EventList LIST = new EventList();
    private static final Map<String, String> DEFAULTS = Map.of(
            "herald.dev", "true",
            "herald.node", "n1",
            "herald.limits.messages", "100000/PT1S",
            "herald.limits.requests", "100000/PT1S",
            "herald.namespaces", "owners,mute",
            "herald.namespace.owners.join", "owner",
            "herald.namespace.mute.history-size", "0",
            "herald.namespace.mute.presence", "false");

    static {
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
    }

    private final HandClock clock = new HandClock();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final TimerWheel wheel = new TimerWheel(TICK, 128, clock::nanos, faults::add);
    private final Counts counts = new Counts();
    private final AtomicInteger names = new AtomicInteger();
    private final DevKeys keys;
    private final HeldBroker broker;
    private final Whole whole;

    private record Whole(SessionParts parts, Sessions sessions, ConnectionLimit places, Reception reception) {}

    TestNode() {
        this(Map.of());
    }

    /** @param more configuration, or other than usual */
    TestNode(Map<String, String> more) {
        this(more, Runnable::run);
    }

    /** @param executor of deliveries and of what waits for others */
    TestNode(Map<String, String> more, Executor executor) {
        Map<String, String> all = new HashMap<>(DEFAULTS);
        all.putAll(more);
        Settings settings = new Settings(key -> Optional.ofNullable(all.get(key)));
        AuthSettings auth = AuthSettings.from(settings);
        keys = new DevKeys(auth, clock);
        broker = new HeldBroker(new LocalBroker(clock, clock::nanos, wheel, executor, 2, 65_536, faults::add));
        whole = whole(settings, auth, executor);
        broker.start(new Deliveries());
        whole.sessions.start();
    }

    private Whole whole(Settings settings, AuthSettings auth, Executor executor) {
        LimitSettings limits = LimitSettings.from(settings);
        Rooms rooms = new Rooms(broker.interest(), counts);
        Tokens tokens = new Tokens(keys.verifier(), broker.revocations());
        ConnectionLimit places = new ConnectionLimit(limits.connections().perNode());
        TrustedProxies proxies = new TrustedProxies(auth);
        OriginPolicy origins = new OriginPolicy(auth);
        Credentials credentials =
                new Credentials(new TokenSources(auth), tokens, auth.container(), Set.of("herald-admin"));
        Audit audit = new Audit("n1", clock, line -> {});
        HandshakeRates attempts = new HandshakeRates(limits.rates().handshakes(), clock::nanos);
        Gatekeeper gatekeeper = new Gatekeeper(
                proxies,
                origins,
                credentials,
                new Capacity(
                        attempts, places, broker.quota(), limits.connections().perUser()),
                Set.of(HeraldV1.SUBPROTOCOL),
                wheel,
                counts,
                audit);
        SessionParts parts = new SessionParts(
                broker,
                rooms,
                new RoomPolicy(Namespaces.from(settings)),
                tokens,
                gatekeeper,
                new Rates(limits.rates(), broker.messages(), clock::nanos),
                SessionSettings.from(settings, limits, settings.text("herald.node", ""), Duration.ZERO),
                clock,
                clock::nanos,
                wheel,
                executor,
                counts,
                audit,
                List.of(
                        new Lane(65_536, executor, wheel, faults::add),
                        new Lane(65_536, executor, wheel, faults::add)));
        return new Whole(
                parts,
                new Sessions(parts),
                places,
                new Reception(proxies, origins, credentials, attempts, counts, audit));
    }

    /** A connection of a user, greeted already as far as the broker answers. */
    Visitor open(String user) {
        return open(identity(user), false, new FakeSocket());
    }

    /** One that joins its rooms itself. */
    Visitor openAlone(String user) {
        return open(identity(user), true, new FakeSocket());
    }

    Visitor openAlone(String user, Socket socket) {
        return open(identity(user), true, socket);
    }

    Visitor open(Identity identity, boolean joinNone, Socket socket) {
        ConnectionId id = new ConnectionId("c-" + names.incrementAndGet());
        AtomicInteger released = new AtomicInteger();
        Ticket ticket = new Ticket(
                id,
                identity,
                "10.0.0.1",
                joinNone ? Arrival.ALONE : Arrival.USUAL,
                gatekeeper().kicks().count(),
                released::incrementAndGet);
        return new Visitor(id, socket, whole.sessions.open(ticket, new HeraldV1(32), socket), released);
    }

    static Identity identity(String user) {
        return new Identity(new UserId(user), Set.of(), Identity.Grants.NONE, null, null, null);
    }

    /** A token that lasts an hour. */
    String token(String user) {
        return keys.issue(new UserId(user), Set.of(), Duration.ofHours(1));
    }

    String token(String user, Duration life) {
        return keys.issue(new UserId(user), Set.of(), life);
    }

    /** Publishes texts as somebody without a connection. */
    void publish(String room, String... texts) {
        for (String text : texts) {
            publish(room, text, 1000);
        }
    }

    Published publish(String room, String text, int kept) {
        return broker.log()
                .publish(new Publication(
                        new RoomName(room),
                        new Sender(new UserId("server"), null),
                        new RoomEvent.Message(new Content.Value('"' + text + '"'), null, null),
                        null,
                        true,
                        false,
                        new Retention(kept, Duration.ofHours(1))))
                .toCompletableFuture()
                .join();
    }

    String position(String room) {
        return broker.log()
                .position(new RoomName(room))
                .toCompletableFuture()
                .join()
                .toString();
    }

    /** The users in a room, with how many connections each. */
    List<String> present(String room) {
        return broker.presence().members(new RoomName(room), 100).toCompletableFuture().join().list().stream()
                .map((Presence.Entry entry) -> entry.user() + "*" + entry.connections())
                .toList();
    }

    /** Moves time by steps of half a second, so that what sets a timer anew gets its turn. */
    void advance(Duration time) {
        Duration step = Duration.ofMillis(500);
        for (Duration left = time; !left.isZero(); left = left.minus(step)) {
            step = step.compareTo(left) > 0 ? left : step;
            clock.advance(step);
            wheel.turn();
        }
        wheel.turn();
    }

    HandClock clock() {
        return clock;
    }

    HeldBroker broker() {
        return broker;
    }

    Rooms rooms() {
        return whole.parts.rooms();
    }

    Sessions sessions() {
        return whole.sessions;
    }

    SessionParts parts() {
        return whole.parts;
    }

    Gatekeeper gatekeeper() {
        return whole.parts.gatekeeper();
    }

    Voice voice() {
        return new Voice(broker, whole.parts.policy(), clock, counts, Inlet.EVENT);
    }

    Listeners listeners() {
        return new Listeners(
                whole.reception, whole.parts.gatekeeper(), whole.parts.rates(), whole.parts.policy(), broker, counts);
    }

    /** With the namespaces of {@link #DEFAULTS}. */
    Foyer foyer() {
        Settings usual = new Settings(key -> Optional.ofNullable(DEFAULTS.get(key)));
        return new Foyer(
                whole.reception,
                whole.parts.gatekeeper(),
                whole.parts.tokens(),
                Namespaces.from(usual),
                whole.parts.executor(),
                clock);
    }

    /** One who only listens, by a ticket of {@link #listeners}. */
    FakeSocket listen(Ticket ticket) {
        FakeSocket socket = new FakeSocket();
        whole.sessions.open(ticket, LIST, socket);
        return socket;
    }

    Reception reception() {
        return whole.reception;
    }

    /** How many places of the node are taken by handshakes. */
    int placesTaken() {
        return whole.places.held();
    }

    Counts counts() {
        return counts;
    }

    @Override
    public void close() {
        broker.close();
        assertThat(faults).isEmpty();
    }

    private final class Deliveries implements BrokerListener {
        @Override
        public void deliver(Event event) {
            whole.parts.rooms().deliver(event);
        }

        @Override
        public void lost(RoomName room, Position now) {
            whole.sessions.lost(room);
        }

        @Override
        public boolean deliver(VolatileEvent event, ConnectionId to, Set<RoomName> shared) {
            return whole.sessions.deliver(event, to, shared);
        }

        @Override
        public int obey(ControlMessage message) {
            return whole.sessions.obey(message);
        }

        @Override
        public NodeView view() {
            throw new UnsupportedOperationException("nobody asks over the store");
        }
    }
}
