package org.herald.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One clock for any number of timers: a hashed wheel that somebody turns by calling {@link #turn()} about once a tick.
 * Setting and cancelling cost the same however many timers there are; a timer runs up to two ticks late, never early.
 *
 * <p>Safe for use by any thread. Tasks run on the thread that turns the wheel, one after the other, outside any lock.
 */
public final class TimerWheel implements Timers {

    private final long tickNanos;
    private final LongSupplier ticker;
    private final Consumer<Throwable> faults;
    private final List<Set<Entry>> slots;
    private final long startNanos;

    /** Ticks that were turned already. Guarded by {@code slots}. */
    private long turned;

    /**
     * @param tick how fine it is
     * @param slots how many ticks one round takes
     * @param ticker nanoseconds that only grow, such as {@link System#nanoTime}
     * @param faults is told what a task threw; the wheel turns on
     */
    public TimerWheel(Duration tick, int slots, LongSupplier ticker, Consumer<Throwable> faults) {
        this.tickNanos = tick.toNanos();
        this.ticker = ticker;
        this.faults = faults;
        this.startNanos = ticker.getAsLong();
        this.slots = new ArrayList<>(slots);
        for (int i = 0; i < slots; i++) {
            this.slots.add(new LinkedHashSet<>());
        }
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        long due = Math.floorDiv(ticker.getAsLong() - startNanos + delay.toNanos(), tickNanos) + 1;
        synchronized (slots) {
            Entry entry = new Entry(Math.max(due, turned + 1), task);
            slot(entry.due).add(entry);
            return entry;
        }
    }

    /** Runs what is due. */
    public void turn() {
        for (Entry entry : takeDue()) {
            try {
                entry.task.run();
            } catch (Throwable e) { // a wheel that stops would stop all time
                faults.accept(e);
            }
        }
    }

    private List<Entry> takeDue() {
        long now = Math.floorDiv(ticker.getAsLong() - startNanos, tickNanos);
        List<Entry> due = new ArrayList<>();
        synchronized (slots) {
            long from = Math.max(turned + 1, now - slots.size() + 1);
            for (long tick = from; tick <= now; tick++) {
                for (Iterator<Entry> it = slot(tick).iterator(); it.hasNext(); ) {
                    Entry entry = it.next();
                    if (entry.due <= now) {
                        it.remove();
                        due.add(entry);
                    }
                }
            }
            turned = Math.max(turned, now);
        }
        return due;
    }

    private Set<Entry> slot(long tick) {
        return slots.get((int) (tick % slots.size()));
    }

    /** A class, not a record: two timers of the same task at the same tick are two. */
    private final class Entry implements Timer {
        private final long due;
        private final Runnable task;

        private Entry(long due, Runnable task) {
            this.due = due;
            this.task = task;
        }

        @Override
        public void cancel() {
            synchronized (slots) {
                slot(due).remove(this);
            }
        }
    }
}
