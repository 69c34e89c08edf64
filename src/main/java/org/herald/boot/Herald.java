package org.herald.boot;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.MBeanServer;
import org.herald.admin.Management;
import org.herald.admin.OrderReader;
import org.herald.audit.Audit;
import org.herald.auth.AuthSettings;
import org.herald.auth.DevKeys;
import org.herald.auth.Namespaces;
import org.herald.auth.OriginPolicy;
import org.herald.auth.RoomPolicy;
import org.herald.auth.TokenSources;
import org.herald.auth.TokenVerifier;
import org.herald.auth.TrustedProxies;
import org.herald.broker.Broker;
import org.herald.broker.BrokerListener;
import org.herald.broker.ControlMessage;
import org.herald.broker.NodeView;
import org.herald.broker.local.LocalBroker;
import org.herald.broker.redis.RedisBroker;
import org.herald.broker.redis.RedisParts;
import org.herald.broker.redis.RedisSettings;
import org.herald.cluster.Actions;
import org.herald.cluster.Load;
import org.herald.cluster.Overview;
import org.herald.config.Settings;
import org.herald.figures.Figures;
import org.herald.figures.NodeFigures;
import org.herald.figures.NodeState;
import org.herald.hub.ConnectionId;
import org.herald.hub.Event;
import org.herald.hub.Lane;
import org.herald.hub.Position;
import org.herald.hub.RoomName;
import org.herald.hub.Rooms;
import org.herald.hub.TimerWheel;
import org.herald.hub.Timers;
import org.herald.hub.VolatileEvent;
import org.herald.limits.ConnectionLimit;
import org.herald.limits.HandshakeRates;
import org.herald.limits.LimitSettings;
import org.herald.observe.MetricsAccess;
import org.herald.observe.MetricsSettings;
import org.herald.observe.ServerTracing;
import org.herald.protocol.EventList;
import org.herald.protocol.EventStream;
import org.herald.protocol.HeraldV1;
import org.herald.session.Capacity;
import org.herald.session.Credentials;
import org.herald.session.Gatekeeper;
import org.herald.session.Listeners;
import org.herald.session.Rates;
import org.herald.session.Reception;
import org.herald.session.RevocationOrders;
import org.herald.session.SessionParts;
import org.herald.session.SessionSettings;
import org.herald.session.Sessions;
import org.herald.session.Tokens;
import org.herald.transport.websocket.FrameWriters;

/** One node, whole. Made once; started and stopped once. */
final class Herald {

    private static final Logger LOG = System.getLogger("org.herald");

    static final Duration TICK = Duration.ofMillis(100);
    private static final int WHEEL_SLOTS = 1024;
    private static final int LANES = 4;
    private static final int LANE_CAPACITY = 65_536;

    /** How long the last words to all clients may take. */
    static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Clock clock = Clock.systemUTC();
    private final TimerWheel wheel = new TimerWheel(
            TICK, WHEEL_SLOTS, System::nanoTime, fault -> LOG.log(Level.ERROR, "fault in a timer", fault));
    private final Carriers carriers;
    private final Optional<DevKeys> devKeys;
    private final String devUrl;
    private final LimitSettings.Messages messageLimits;
    private final HeraldV1 format;
    private final EventStream eventStream = new EventStream();
    private final EventList eventList = new EventList();
    private final Broker broker;
    private final Rooms rooms;
    private final Audit audit;
    private final Reception reception;
    private final Gatekeeper gatekeeper;
    private final Sessions sessions;
    private final NodeFigures figures;
    private final MetricsAccess metricsAccess;
    private final Listeners listeners;
    private final RevocationOrders revoking;
    private final Self self;
    private final LimitSettings limits;
    private final TrustedProxies proxies;
    private final Administration administration;
    private final FrameWriters writers;

    /**
     * @param settings the configuration
     * @param version of Herald
     * @param executor for what runs beside requests
     * @param threads makes those that live as long as the node
     * @throws org.herald.config.InvalidSetting naming the key that is wrong or missing
     */
    Herald(Settings settings, String version, Executor executor, ThreadFactory threads) {
        carriers = new Carriers(Math.max(2, Runtime.getRuntime().availableProcessors()), threads);
        AuthSettings auth = AuthSettings.from(settings);
        limits = LimitSettings.from(settings);
        String node = NodeName.from(settings);
        figures = new NodeFigures(clock, version, node);
        SessionSettings session =
                SessionSettings.from(settings, limits, node, auth.rules().skew());
        Namespaces namespaces = Namespaces.from(settings);
        RoomPolicy policy = new RoomPolicy(namespaces);
        devKeys = auth.dev() ? Optional.of(new DevKeys(auth, clock)) : Optional.empty();
        devUrl = settings.text("herald.dev.url", "/herald/");
        TokenVerifier verifier = devKeys.map(DevKeys::verifier).orElseGet(() -> TokenVerifier.from(auth, clock));
        messageLimits = limits.messages();
        format = new HeraldV1(limits.messages().maxDepth());
        Broker store = RedisSettings.from(settings, node)
                .<Broker>map(redis -> new RedisBroker(
                        redis,
                        new RedisParts(threads, wheel, clock, System::nanoTime, figures, Herald::deliveryFailed)))
                .orElseGet(() -> new LocalBroker(
                        clock,
                        System::nanoTime,
                        wheel,
                        carriers.executor(),
                        LANES,
                        LANE_CAPACITY,
                        Herald::deliveryFailed));
        broker = ServerTracing.around(store, settings);
        revoking = RevocationOrders.from(settings, auth, clock);
        Tokens tokens = new Tokens(verifier, broker.revocations());
        rooms = new Rooms(broker.interest(), figures);
        audit = new Audit(node, clock);
        proxies = new TrustedProxies(auth);
        OriginPolicy origins = new OriginPolicy(auth);
        Credentials credentials = new Credentials(new TokenSources(auth), tokens, auth.container(), namespaces.roles());
        HandshakeRates attempts = new HandshakeRates(limits.rates().handshakes(), System::nanoTime);
        reception = new Reception(proxies, origins, credentials, attempts, figures, audit);
        metricsAccess = new MetricsAccess(MetricsSettings.from(settings), proxies, reception);
        gatekeeper = new Gatekeeper(
                proxies,
                origins,
                credentials,
                new Capacity(
                        attempts,
                        new ConnectionLimit(limits.connections().perNode()),
                        broker.quota(),
                        limits.connections().perUser()),
                Set.of(HeraldV1.SUBPROTOCOL),
                wheel,
                figures,
                audit);
        Rates rates = new Rates(limits.rates(), broker.messages(), System::nanoTime);
        listeners = new Listeners(reception, gatekeeper, rates, policy, broker);
        writers = FrameWriters.from(settings, figures);
        sessions = new Sessions(new SessionParts(
                broker,
                rooms,
                policy,
                tokens,
                gatekeeper,
                rates,
                session,
                clock,
                System::nanoTime,
                wheel,
                executor,
                figures,
                audit,
                carriers.lanes(this::lane)));
        figures.watch(new State());
        self = new Self(
                new Self.About(node, version, clock.millis(), new Load(ManagementFactory.getPlatformMBeanServer())),
                sessions,
                executor);
        administration = administration(policy);
    }

    private Administration administration(RoomPolicy policy) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Overview overview = new Overview(broker, policy);
        Actions actions = new Actions(broker, audit);
        String node = self.state().node();
        OrderReader reader = new OrderReader(node, revoking);
        Management.Parts parts =
                new Management.Parts(self, sessions, broker, overview, actions, reader, writers::inUse);
        return new Administration(overview, actions, reader, new Management(server, node, parts));
    }

    /** @throws IllegalStateException with a message for the operator, when the store cannot be used */
    void start() {
        broker.start(new Deliveries());
        sessions.start();
        administration.management().register();
        if (devKeys.isPresent()) {
            LOG.log(
                    Level.WARNING,
                    "DEVELOPMENT MODE: anybody can have a token for any name. Herald is ready; open " + devUrl);
        } else {
            LOG.log(Level.INFO, "Herald is ready");
        }
    }

    /** Turns the wheel of time; called once every {@link #TICK}. */
    void tick() {
        wheel.turn();
    }

    /** Lets nobody in, says goodbye to everyone and stops. Waits for that, but not for long. */
    void stop() {
        try {
            sessions.drain().get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "Not every client could be told that the server stops");
        }
        administration.management().unregister();
        broker.close();
        carriers.close();
        LOG.log(Level.INFO, "Herald has stopped");
    }

    Broker broker() {
        return broker;
    }

    Clock clock() {
        return clock;
    }

    Optional<DevKeys> devKeys() {
        return devKeys;
    }

    /** One for all, so that what many are told is encoded once. */
    EventStream eventStream() {
        return eventStream;
    }

    EventList eventList() {
        return eventList;
    }

    Figures figures() {
        return figures;
    }

    MetricsAccess metricsAccess() {
        return metricsAccess;
    }

    HeraldV1 format() {
        return format;
    }

    Gatekeeper gatekeeper() {
        return gatekeeper;
    }

    Reception reception() {
        return reception;
    }

    Listeners listeners() {
        return listeners;
    }

    Timers timers() {
        return wheel;
    }

    LimitSettings.Messages messageLimits() {
        return messageLimits;
    }

    Sessions sessions() {
        return sessions;
    }

    RevocationOrders revoking() {
        return revoking;
    }

    LimitSettings limits() {
        return limits;
    }

    TrustedProxies proxies() {
        return proxies;
    }

    Administration administration() {
        return administration;
    }

    FrameWriters writers() {
        return writers;
    }

    private Lane lane() {
        return new Lane(LANE_CAPACITY, carriers.executor(), wheel, Herald::deliveryFailed);
    }

    private static void deliveryFailed(Throwable fault) {
        LOG.log(Level.ERROR, "fault in a delivery", fault);
    }

    /** For who looks at the node from outside. */
    private final class State implements NodeState {
        @Override
        public Waiting waiting() {
            return sessions.waiting();
        }

        @Override
        public boolean accepting() {
            return gatekeeper.isOpen();
        }

        @Override
        public boolean storeUp() {
            return broker.isUp();
        }
    }

    /** What the broker brings goes to the rooms and sessions of this node. */
    private final class Deliveries implements BrokerListener {
        @Override
        public void deliver(Event event) {
            rooms.deliver(event);
        }

        @Override
        public void lost(RoomName room, Position now) {
            sessions.lost(room);
        }

        @Override
        public boolean deliver(VolatileEvent event, ConnectionId to, Set<RoomName> shared) {
            return sessions.deliver(event, to, shared);
        }

        @Override
        public int obey(ControlMessage message) {
            return sessions.obey(message);
        }

        @Override
        public NodeView view() {
            return self;
        }
    }
}
