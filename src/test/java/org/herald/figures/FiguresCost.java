package org.herald.figures;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            long begun = System.nanoTime();
            List<Thread> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Thread thread = new Thread(() -> repeat(call));
                thread.start();
                running.add(thread);
            }
            for (Thread thread : running) {
                thread.join();
            }
            best = Math.min(best, (System.nanoTime() - begun) / (double) CALLS);
        }
        return best;
    }

    private static double allocated(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        repeat(call);
        long before = threads.getThreadAllocatedBytes(thread);
        repeat(call);
        return (threads.getThreadAllocatedBytes(thread) - before) / (double) CALLS;
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
