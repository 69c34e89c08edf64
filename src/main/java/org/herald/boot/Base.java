package org.herald.boot;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.herald.config.Settings;
import org.herald.hub.Lane;
import org.herald.hub.TimerWheel;

/**
 * What all parts of a node stand on: its settings, its name, time and threads.
 *
 * @param version of Herald
 * @param executor for what runs beside requests
 * @param threads makes those that live as long as the node
 * @param carriers the node's own threads, for deliveries
 */
record Base(
        Settings settings,
        String node,
        String version,
        Executor executor,
        ThreadFactory threads,
        Carriers carriers,
        Clock clock,
        TimerWheel wheel) {

    /** How often the wheel of time is to be turned. */
    static final Duration TICK = Duration.ofMillis(100);

    static final int LANE_CAPACITY = 65_536;

    private static final Logger LOG = System.getLogger("org.herald");
    private static final int WHEEL_SLOTS = 1024;

    static Base of(Settings settings, String version, Executor executor, ThreadFactory threads) {
        return new Base(
                settings,
                NodeName.from(settings),
                version,
                executor,
                threads,
                new Carriers(Math.max(2, Runtime.getRuntime().availableProcessors()), threads),
                Clock.systemUTC(),
                new TimerWheel(
                        TICK, WHEEL_SLOTS, System::nanoTime, fault -> LOG.log(Level.ERROR, "fault in a timer", fault)));
    }

    /** A new lane for deliveries. */
    Lane lane() {
        return new Lane(LANE_CAPACITY, carriers.executor(), wheel, Base::deliveryFailed);
    }

    static void deliveryFailed(Throwable fault) {
        LOG.log(Level.ERROR, "fault in a delivery", fault);
    }
}
