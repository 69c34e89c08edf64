package org.herald.broker.local;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.herald.broker.Broker;
import org.herald.broker.BrokerListener;
import org.herald.broker.ConnectionQuota;
import org.herald.broker.Control;
import org.herald.broker.Directory;
import org.herald.broker.Fanout;
import org.herald.broker.Memberships;
import org.herald.broker.MessageQuota;
import org.herald.broker.Presence;
import org.herald.broker.ReadMarks;
import org.herald.broker.Revocations;
import org.herald.broker.RoomLog;
import org.herald.hub.Interest;
import org.herald.hub.Lane;
import org.herald.hub.Timers;

/** The store of one node alone, in memory. */
public final class LocalBroker implements Broker {

    private final Lifetime lifetime = new Lifetime();
    private final Deliveries deliveries;
    private final Sweep sweep;
    private final Ports ports;
    private final LocalControl control;
    private final LocalDirectory directory;

    /**
     * @param clock what time stamps, history and idempotency go by
     * @param ticker nanoseconds that only grow, such as {@link System#nanoTime}, which rates go by
     * @param timers for grace periods and for forgetting what is old
     * @param executor runs deliveries; better not on the calling thread
     * @param lanes how many deliveries may run at a time: each room's are in one lane, 1 or more
     * @param capacity how many events may wait in each lane, 1 or more; in a full one publications are refused and volatile
     *     events dropped
     * @param faults is told what the listener or the executor threw; called from any thread, does not fail
     */
    public LocalBroker(
            Clock clock,
            LongSupplier ticker,
            Timers timers,
            Executor executor,
            int lanes,
            int capacity,
            Consumer<Throwable> faults) {
        deliveries = new Deliveries(lifetime, lanes, () -> new Lane(capacity, executor, timers, faults));
        StoredRooms rooms = new StoredRooms(deliveries::isSubscribed);
        control = new LocalControl(lifetime, deliveries);
        directory = new LocalDirectory(lifetime, deliveries::view);
        sweep = new Sweep(timers, executor, () -> tidy(rooms, clock.millis()), faults);
        ports = new Ports(
                new LocalRoomLog(lifetime, clock, rooms, deliveries),
                new LocalFanout(lifetime, deliveries),
                new LocalInterest(lifetime, clock, rooms, deliveries),
                new LocalPresence(lifetime, clock, timers, deliveries),
                new LocalMemberships(lifetime),
                new LocalReadMarks(lifetime, rooms),
                new LocalConnectionQuota(lifetime),
                new LocalMessageQuota(lifetime, ticker));
    }

    @Override
    public void start(BrokerListener listener) {
        deliveries.start(listener);
        lifetime.begin();
        sweep.begin();
    }

    @Override
    public RoomLog log() {
        return ports.log;
    }

    @Override
    public Fanout fanout() {
        return ports.fanout;
    }

    @Override
    public Interest interest() {
        return ports.interest;
    }

    @Override
    public Presence presence() {
        return ports.presence;
    }

    @Override
    public Memberships memberships() {
        return ports.memberships;
    }

    @Override
    public ReadMarks readMarks() {
        return ports.readMarks;
    }

    @Override
    public ConnectionQuota quota() {
        return ports.quota;
    }

    @Override
    public MessageQuota messages() {
        return ports.messages;
    }

    @Override
    public Control control() {
        return control;
    }

    @Override
    public Directory directory() {
        return directory;
    }

    @Override
    public Revocations revocations() {
        return control.revoked();
    }

    /** {@inheritDoc} A call to the listener that has begun may still be under way when this returns. */
    @Override
    public void close() {
        lifetime.end();
        sweep.end();
        deliveries.close();
    }

    private void tidy(StoredRooms rooms, long now) {
        rooms.sweep(now);
        control.revoked().forget(now);
        ports.messages.sweep();
    }

    private record Ports(
            RoomLog log,
            Fanout fanout,
            Interest interest,
            Presence presence,
            Memberships memberships,
            ReadMarks readMarks,
            ConnectionQuota quota,
            LocalMessageQuota messages) {}
}
