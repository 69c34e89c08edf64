package org.herald.boot;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.herald.admin.OrderReader;
import org.herald.auth.DevKeys;
import org.herald.auth.TrustedProxies;
import org.herald.broker.Broker;
import org.herald.cluster.Actions;
import org.herald.cluster.Overview;
import org.herald.config.Settings;
import org.herald.figures.Figures;
import org.herald.hub.Timers;
import org.herald.inside.Publications;
import org.herald.limits.LimitSettings;
import org.herald.observe.Condition;
import org.herald.observe.MetricsAccess;
import org.herald.observe.ServerMetrics;
import org.herald.protocol.EventList;
import org.herald.protocol.EventStream;
import org.herald.protocol.HeraldV1;
import org.herald.session.Desk;
import org.herald.session.Foyer;
import org.herald.session.Gatekeeper;
import org.herald.session.Listeners;
import org.herald.session.Reception;
import org.herald.session.RevocationOrders;
import org.herald.session.Sessions;
import org.herald.transport.socketio.SocketIoSettings;
import org.herald.transport.websocket.Compression;
import org.herald.transport.websocket.Extensions;
import org.herald.transport.websocket.FrameWriters;

/** Shows the parts of the node to the doors, and gives it what only the container has. */
@ApplicationScoped
public class HeraldBeans {

    private static final Logger LOG = System.getLogger("org.herald");

    @Resource
    private ManagedExecutorService executor;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Config config;

    @Inject
    private Publications publications;

    /** One of each for all connections, so that what many are told is encoded once. */
    private final EventStream eventStream = new EventStream();

    private final EventList eventList = new EventList();
    private HeraldV1 format;
    private SocketIoSettings socketIo;

    /** Is there before the node and after it. */
    private final Condition condition = new Condition();

    private Herald herald;
    private boolean running;
    private Extensions extensions;

    /** Null while time stands still. Guarded by {@code this}. */
    private ScheduledFuture<?> ticking;

    /** Takes the figures out of the server's own metrics. */
    private Runnable serverMetrics = () -> {};

    /**
     * @param version of Herald
     * @throws org.herald.config.InvalidSetting when the configuration cannot be used: the deployment fails with it
     * @throws IllegalStateException when the store cannot be used: so does it with this
     */
    void start(String version) {
        Settings settings = new Settings(key -> config.getOptionalValue(key, String.class));
        KnownKeys.misspelt(config.getPropertyNames())
                .forEach(key -> LOG.log(Level.WARNING, "Nothing reads the setting " + key + ": is it misspelt?"));
        socketIo = SocketIoSettings.from(settings, LimitSettings.from(settings).messages());
        extensions = new Extensions(Compression.from(
                settings, LimitSettings.from(settings).messages().maxBytes()));
        herald = new Herald(settings, version, executor, threads);
        format = new HeraldV1(herald.limits().messages().maxDepth());
        tick();
        try {
            herald.start();
            serverMetrics = ServerMetrics.show(herald.figures());
            publications.open(herald.neighbours().events());
            condition.begin(herald.state(), herald.sessions()::size);
            running = true;
        } catch (RuntimeException e) {
            Ending.take(this::stopTicking, herald::release, serverMetrics);
            herald = null;
            throw e;
        }
    }

    /** Does nothing where it has not started, or was stopped. */
    void stop() {
        if (running) {
            running = false;
            Ending.take(publications::close, herald::stop, this::stopTicking, serverMetrics, condition::over);
        }
    }

    /** Lets time pass; called when it does already, it does nothing. */
    synchronized void tick() {
        if (ticking == null) {
            long tick = Base.TICK.toMillis();
            ticking = scheduler.scheduleAtFixedRate(herald::tick, tick, tick, TimeUnit.MILLISECONDS);
        }
    }

    /** Time stands still until {@link #tick}; it then passes at once. */
    synchronized void stopTicking() {
        if (ticking != null) {
            ticking.cancel(false);
            ticking = null;
        }
    }

    @Produces
    Condition condition() {
        return condition;
    }

    @Produces
    Gatekeeper gatekeeper() {
        return herald.entrance().gatekeeper();
    }

    @Produces
    Reception reception() {
        return herald.entrance().reception();
    }

    @Produces
    LimitSettings.Messages messageLimits() {
        return herald.limits().messages();
    }

    @Produces
    Sessions sessions() {
        return herald.sessions();
    }

    @Produces
    RevocationOrders revoking() {
        return herald.entrance().revoking();
    }

    @Produces
    Desk desk() {
        return herald.sessions().desk();
    }

    @Produces
    Listeners listeners() {
        return herald.entrance().listeners();
    }

    @Produces
    Foyer foyer() {
        return herald.entrance().foyer();
    }

    @Produces
    SocketIoSettings socketIoSettings() {
        return socketIo;
    }

    @Produces
    Timers timers() {
        return herald.base().wheel();
    }

    @Produces
    EventStream eventStream() {
        return eventStream;
    }

    @Produces
    EventList eventList() {
        return eventList;
    }

    @Produces
    LimitSettings limits() {
        return herald.limits();
    }

    @Produces
    TrustedProxies proxies() {
        return herald.entrance().proxies();
    }

    @Produces
    Overview overview() {
        return herald.administration().overview();
    }

    @Produces
    Actions actions() {
        return herald.administration().actions();
    }

    @Produces
    OrderReader orderReader() {
        return herald.administration().reader();
    }

    @Produces
    FrameWriters writers() {
        return herald.writers();
    }

    @Produces
    Figures figures() {
        return herald.figures();
    }

    @Produces
    MetricsAccess metricsAccess() {
        return herald.entrance().metricsAccess();
    }

    @Produces
    HeraldV1 format() {
        return format;
    }

    @Produces
    Broker broker() {
        return herald.broker();
    }

    @Produces
    Clock clock() {
        return herald.base().clock();
    }

    @Produces
    Extensions extensions() {
        return extensions;
    }

    @Produces
    Optional<DevKeys> devKeys() {
        return herald.entrance().devKeys();
    }
}
