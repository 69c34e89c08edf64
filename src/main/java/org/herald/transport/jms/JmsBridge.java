package org.herald.transport.jms;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import org.herald.auth.Namespaces;
import org.herald.broker.Broker;
import org.herald.config.Settings;
import org.herald.hub.Timers;
import org.herald.limits.LimitSettings;
import org.herald.session.Voice;

/**
 * The bridge between the node and the JMS of its server. Where nothing is configured, or the server has no JMS, it is one
 * that does nothing. Made, started and closed once each.
 */
public final class JmsBridge implements AutoCloseable {

    private static final Logger LOG = System.getLogger("org.herald.jms");

    /** Without this class there is no JMS, and what uses it is not to be loaded. */
    private static final String API = "jakarta.jms.ConnectionFactory";

    /** How long a thread may take to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Null where there is nothing to be bridged. */
    private final JmsSettings settings;

    private final Namespaces namespaces;
    private final Provider provider;
    private final Outbound outbound;
    private final List<Thread> running = new ArrayList<>();
    private Intake intake;

    /**
     * @param settings null: there is nothing to be bridged
     * @param provider null where there are no settings
     */
    JmsBridge(JmsSettings settings, Namespaces namespaces, Provider provider, Timers timers) {
        this.settings = settings;
        this.namespaces = namespaces;
        this.provider = provider;
        this.outbound =
                settings == null || settings.topic() == null ? null : new Outbound(settings.topic(), provider, timers);
    }

    /** @throws org.herald.config.InvalidSetting naming the key that cannot be used */
    public static JmsBridge from(Settings settings, Timers timers) {
        Namespaces namespaces = Namespaces.from(settings);
        Optional<JmsSettings> configured = JmsSettings.from(settings, namespaces);
        if (configured.isPresent() && !isThere()) {
            LOG.log(Level.INFO, "This server has no JMS: the settings herald.jms.* have no effect");
            configured = Optional.empty();
        }
        return configured
                .map(jms -> new JmsBridge(jms, namespaces, new JmsProvider(jms.factory()), timers))
                .orElseGet(() -> new JmsBridge(null, namespaces, null, timers));
    }

    /** A broker whose events are told to the topic; the broker itself where there is none. */
    public Broker around(Broker broker) {
        return outbound == null
                ? broker
                : new BridgedBroker(broker, outbound, new Writing(namespaces, settings.namespaces()));
    }

    /**
     * Begins.
     *
     * @param open whether anything may be taken from the queue now, as far as the node is concerned: while there is a topic
     *     that is away, nothing is, either; called from a thread of the bridge
     */
    public void start(ThreadFactory threads, Voice voice, LimitSettings.Messages limits, BooleanSupplier open) {
        if (outbound != null) {
            run(threads, outbound);
        }
        if (settings != null && settings.queue() != null) {
            BooleanSupplier ready = () -> open.getAsBoolean() && (outbound == null || outbound.isUp());
            intake = new Intake(settings.queue(), provider, voice, new Reading(limits), ready);
            run(threads, intake);
        }
    }

    /** Takes and sends nothing any more. Waits for what is under way, but not for long. */
    @Override
    public void close() {
        if (intake != null) {
            intake.stop();
        }
        if (outbound != null) {
            outbound.stop();
        }
        running.forEach(JmsBridge::await);
    }

    private void run(ThreadFactory threads, Runnable task) {
        Thread thread = threads.newThread(task);
        running.add(thread);
        thread.start();
    }

    private static void await(Thread thread) {
        try {
            thread.join(PATIENCE.toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isThere() {
        try {
            Class.forName(API, false, JmsBridge.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError none) {
            return false;
        }
    }
}
