package org.herald.session;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.hub.HubListener;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a frame costs between the room and the socket. */
@State(Scope.Thread)
public class OutboxBenchmark {

    private static final int BURST = 16;

    private final Frame frame = Frame.text("x".repeat(300));
    private final Taker taker = new Taker();
    private final Outbox outbox = new Outbox(
            taker,
            new OutboxLimits(1024, 1 << 20, Duration.ofSeconds(10)),
            TestOutbox.parts(() -> 0, HubListener.NONE),
            failure -> {});

    /** Written by the thread that gives it. */
    @Benchmark
    public boolean answer() {
        return outbox.offer(frame);
    }

    /** Sixteen for all, one of which is being written meanwhile: the others go in one write. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public long burst() {
        taker.hold = true;
        for (int i = 0; i < BURST; i++) {
            outbox.offerShared(frame);
        }
        taker.hold = false;
        taker.release();
        return taker.frames;
    }

    /** Takes everything, at once or when it is released. */
    private static final class Taker implements Socket {

        private boolean hold;
        private Consumer<Throwable> held;
        private long frames;

        @Override
        public int most() {
            return 64;
        }

        @Override
        public void write(List<Frame> some, Consumer<Throwable> done) {
            frames += some.size();
            if (hold) {
                held = done;
            } else {
                done.accept(null);
            }
        }

        void release() {
            Consumer<Throwable> done = held;
            held = null;
            if (done != null) {
                done.accept(null);
            }
        }

        @Override
        public void ping(byte[] payload) {
            // nobody asks
        }

        @Override
        public void close(CloseCode code, String reason) {
            throw new IllegalStateException(reason);
        }
    }
}
