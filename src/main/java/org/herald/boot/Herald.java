package org.herald.boot;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.herald.admin.LiveFigures;
import org.herald.audit.Audit;
import org.herald.auth.AuthSettings;
import org.herald.broker.Broker;
import org.herald.broker.BrokerListener;
import org.herald.broker.ControlMessage;
import org.herald.broker.NodeView;
import org.herald.cluster.Load;
import org.herald.config.Settings;
import org.herald.figures.Figures;
import org.herald.figures.NodeFigures;
import org.herald.figures.NodeState;
import org.herald.hub.ConnectionId;
import org.herald.hub.Event;
import org.herald.hub.Position;
import org.herald.hub.RoomName;
import org.herald.hub.Rooms;
import org.herald.hub.VolatileEvent;
import org.herald.limits.LimitSettings;
import org.herald.session.SessionParts;
import org.herald.session.SessionSettings;
import org.herald.session.Sessions;
import org.herald.transport.jms.JmsBridge;
import org.herald.transport.websocket.FrameWriters;

/** One node, whole. Made once; started and stopped once. */
final class Herald {

    private static final Logger LOG = System.getLogger("org.herald");

    /** How long the last words to all clients may take. */
    static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Base base;
    private final LimitSettings limits;
    private final NodeFigures figures;
    private final Broker broker;
    private final Rooms rooms;
    private final Entrance entrance;
    private final FrameWriters writers;
    private final Sessions sessions;
    private final Self self;
    private final Administration administration;
    private final Neighbours neighbours;
    private final State state = new State();

    /**
     * @param settings the configuration
     * @param version of Herald
     * @param executor for what runs beside requests
     * @param threads makes those that live as long as the node
     * @throws org.herald.config.InvalidSetting naming the key that is wrong or missing
     */
    Herald(Settings settings, String version, Executor executor, ThreadFactory threads) {
        AuthSettings auth = AuthSettings.from(settings);
        limits = LimitSettings.from(settings);
        base = Base.of(settings, version, executor, threads);
        figures = new NodeFigures(base.clock(), version, base.node());
        JmsBridge bridge = JmsBridge.from(settings, base.wheel());
        broker = bridge.around(Stores.choose(base, figures));
        rooms = new Rooms(broker.interest(), figures);
        Audit audit =
                new Audit(base.node(), base.clock(), line -> broker.fanout().emit(LiveFigures.fact(line)));
        entrance = Entrance.of(base, auth, limits, broker, figures, audit);
        writers = FrameWriters.from(settings, figures);
        sessions = new Sessions(new SessionParts(
                broker,
                rooms,
                entrance.policy(),
                entrance.tokens(),
                entrance.gatekeeper(),
                entrance.rates(),
                SessionSettings.from(settings, limits, base.node(), auth.rules().skew()),
                base.clock(),
                System::nanoTime,
                base.wheel(),
                executor,
                figures,
                audit,
                base.carriers().lanes(base::lane)));
        figures.watch(state);
        Load load = new Load(ManagementFactory.getPlatformMBeanServer());
        self = new Self(new Self.About(base.node(), version, base.clock().millis(), load), sessions, executor);
        administration = Administration.of(base, entrance, broker, audit, self, sessions, rooms, writers::inUse);
        neighbours = Neighbours.of(base, entrance, limits, broker, figures, bridge);
    }

    /** @throws IllegalStateException with a message for the operator, when the store cannot be used */
    void start() {
        broker.start(new Deliveries());
        sessions.start();
        administration.management().register();
        administration.live().start();
        neighbours
                .bridge()
                .start(
                        base.threads(),
                        neighbours.mail(),
                        limits.messages(),
                        () -> entrance.gatekeeper().isOpen() && broker.isUp());
        if (entrance.devKeys().isPresent()) {
            LOG.log(
                    Level.WARNING,
                    "DEVELOPMENT MODE: anybody can have a token for any name. Herald is ready; open "
                            + base.settings().text("herald.dev.url", "/herald/"));
        } else {
            LOG.log(Level.INFO, "Herald is ready");
        }
    }

    /** Turns the wheel of time; called once every {@link Base#TICK}. */
    void tick() {
        base.wheel().turn();
    }

    /** Lets nobody in, says goodbye to everyone and stops. Waits for that, but not for long. */
    void stop() {
        Ending.take(this::sayGoodbye, sessions::cutOff, this::release);
        LOG.log(Level.INFO, "Herald has stopped");
    }

    private void sayGoodbye() {
        try {
            sessions.drain().get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "Not every client could be told that the server stops");
        }
    }

    /** Gives back what it holds without a word to anybody: for a node that could not start. */
    void release() {
        Ending.take(
                administration.live()::stop,
                administration.management()::unregister,
                neighbours.bridge()::close,
                broker::close,
                base.carriers()::close);
    }

    Base base() {
        return base;
    }

    LimitSettings limits() {
        return limits;
    }

    NodeState state() {
        return state;
    }

    Figures figures() {
        return figures;
    }

    Broker broker() {
        return broker;
    }

    Entrance entrance() {
        return entrance;
    }

    FrameWriters writers() {
        return writers;
    }

    Sessions sessions() {
        return sessions;
    }

    Administration administration() {
        return administration;
    }

    Neighbours neighbours() {
        return neighbours;
    }

    /** For who looks at the node from outside. */
    private final class State implements NodeState {
        @Override
        public Waiting waiting() {
            return sessions.waiting();
        }

        @Override
        public boolean accepting() {
            return entrance.gatekeeper().isOpen();
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
