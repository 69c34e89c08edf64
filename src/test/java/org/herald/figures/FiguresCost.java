package org.herald.figures;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Sender;
import org.herald.hub.UserId;

/**
 * Measures what one call of each hot figure costs: run it by hand after a change ({@code java -cp
 * target/test-classes:target/classes org.herald.figures.FiguresCost}). Each line is the best of several rounds, alone and
 * with as many threads as there are processors; docs/decisions/0016 has the numbers of the first time.
 */
public final class FiguresCost {

    private static final int CALLS = 5_000_000;
    private static final int ROUNDS = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private FiguresCost() {}

    public static void main(String[] arguments) throws InterruptedException {
        NodeFigures figures = new NodeFigures(Clock.systemUTC(), "1", "n1");
        RoomEvent event = event(System.currentTimeMillis());
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("received", () -> figures.received(100));
        calls.put("sent", () -> figures.sent(100));
        calls.put("delivered", () -> figures.delivered(event, 10));
        calls.put("refused", () -> figures.refused(ErrorCode.NOT_JOINED));
        calls.put("published", () -> figures.published(Duration.ofNanos(300_000)));
        int threads = Runtime.getRuntime().availableProcessors();
        for (Map.Entry<String, Runnable> call : calls.entrySet()) {
            System.out.printf(
                    "%-10s %5.1f ns alone, %5.1f ns with %d threads, %4.1f bytes%n",
                    call.getKey(),
                    best(call.getValue(), 1),
                    best(call.getValue(), threads),
                    threads,
                    allocated(call.getValue()));
        }
    }

    private static double best(Runnable call, int threads) throws InterruptedException {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            AtomicLong time = new AtomicLong();
            List<Thread> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Thread thread = new Thread(() -> time.addAndGet(timed(call)));
                thread.start();
                running.add(thread);
            }
            for (Thread thread : running) {
                thread.join();
            }
            best = Math.min(best, time.get() / (double) CALLS / threads);
        }
        return best;
    }

    /** Nanoseconds of the processor, not of the clock: others may be at work too. */
    private static long timed(Runnable call) {
        long before = THREADS.getCurrentThreadCpuTime();
        repeat(call);
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    private static double allocated(Runnable call) {
        long thread = Thread.currentThread().getId();
        repeat(call);
        long before = THREADS.getThreadAllocatedBytes(thread);
        repeat(call);
        return (THREADS.getThreadAllocatedBytes(thread) - before) / (double) CALLS;
    }

    private static void repeat(Runnable call) {
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
    }

    private static RoomEvent event(long ts) {
        return new RoomEvent(
                new RoomName("general"),
                new Position("e", 1),
                ts,
                new Sender(new UserId("alice"), null),
                new RoomEvent.Message(new Content.Value("1"), null, null),
                true);
    }
}
