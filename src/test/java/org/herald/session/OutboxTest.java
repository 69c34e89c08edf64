package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.herald.hub.Frame;
import org.herald.hub.HandClock;
import org.herald.hub.HubListener;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final int FRAMES = 4;
    private static final int BYTES = 40;

    private final HandClock clock = new HandClock();
    private final Counts counts = new Counts();
    private final List<Throwable> broken = new ArrayList<>();
    private final FakeSocket socket = new FakeSocket().byHand();
    private final Outbox outbox = outbox(socket, FRAMES, BYTES, clock::nanos);

    private Outbox outbox(Socket to, int frames, int bytes, LongSupplier ticker) {
        return new Outbox(
                to,
                new OutboxLimits(frames, bytes, Duration.ofSeconds(10)),
                TestOutbox.parts(ticker, counts),
                broken::add);
    }

    @Test
    void handsOverOneWriteAtATimeInOrder() {
        offer("a", "b", "c");

        assertThat(socket.texts()).containsExactly("a");
        assertThat(socket.complete()).isTrue();
        assertThat(socket.texts()).containsExactly("a", "b");
        socket.atOnce();
        assertThat(socket.texts()).containsExactly("a", "b", "c");
    }

    @Test
    void runsWhatIsToComeAfterAFrameBeforeThatIsWritten() {
        List<String> before = new ArrayList<>();
        outbox.offer(Frame.text("a"), () -> {
            before.addAll(socket.texts());
            offer("b");
        });
        socket.atOnce();

        assertThat(before).isEmpty();
        assertThat(socket.texts()).containsExactly("a", "b");
    }

    @Test
    void countsWhatIsWrittenBesideAFrame() {
        socket.beside(9);
        offer("a", "b", "c", "d");
        assertThat(outbox.held()).isEqualTo(new Outbox.Held(4, 40));
        assertThat(outbox.highWater()).isEqualTo(40);

        socket.atOnce();
        assertThat(outbox.held()).isEqualTo(new Outbox.Held(0, 0));
        socket.byHand().beside(39);
        assertThat(outbox.offer(Frame.text("x"))).isTrue();
        assertThat(outbox.offer(Frame.text("y"))).isFalse();
    }

    @Test
    void takesAsManyFramesAsItMayCountingTheOneUnderWay() {
        offer("a", "b", "c", "d");

        assertThat(outbox.offer(Frame.text("e"))).isFalse();
        socket.complete();
        assertThat(outbox.offer(Frame.text("f"))).isTrue();
    }

    @Test
    void takesAsManyBytesAsItMayCountingTheFrameUnderWay() {
        offer("x".repeat(BYTES - 1));

        assertThat(outbox.offer(Frame.text("ab"))).isFalse();
        assertThat(outbox.offer(Frame.text("ä"))).as("two bytes").isFalse();
        assertThat(outbox.offer(Frame.text("a"))).isTrue();
    }

    @Test
    void takesAFrameOfAnySizeWhenItIsEmpty() {
        assertThat(outbox.offer(Frame.text("x".repeat(BYTES + 1)))).isTrue();
        assertThat(outbox.offer(Frame.text(""))).isFalse();
    }

    @Test
    void countsBytesBeyondWhatAnIntHolds() {
        Outbox full = outbox(socket, 100, Integer.MAX_VALUE, clock::nanos);
        byte[] large = new byte[1 << 26];
        for (int i = 0; i < 31; i++) {
            assertThat(full.offer(Frame.binary(large))).isTrue();
        }
        assertThat(full.offer(Frame.binary(large))).isFalse();
    }

    @Test
    void writesAHundredThousandFramesThatEndAtOnceWithoutRecursion() {
        Outbox large = outbox(socket, 200_000, Integer.MAX_VALUE, clock::nanos);
        for (int i = 0; i < 100_000; i++) {
            assertThat(large.offer(Frame.text("" + i))).isTrue();
        }
        socket.atOnce();

        assertThat(socket.frames()).hasSize(100_000);
        assertThat(socket.frames().get(99_999).text()).isEqualTo("99999");
    }

    @Test
    void writesWhatAWaiterPutsInWithoutRecursion() {
        AtomicInteger left = new AtomicInteger(100_000);
        offer("a", "b", "c");
        Runnable more = new Runnable() {
            @Override
            public void run() {
                while (left.get() > 0 && !outbox.waitForRoom(this)) {
                    outbox.offer(Frame.text("" + left.getAndDecrement()));
                }
            }
        };
        more.run();
        socket.atOnce();

        assertThat(socket.frames()).hasSize(100_003);
    }

    @Test
    void tellsOfAWriteThatFailedAndWritesNothingMore() {
        offer("a", "b");
        IOException gone = new IOException("gone");
        socket.fail(gone);

        assertThat(broken).containsExactly(gone);
        outbox.offer(Frame.text("late"));
        assertThat(socket.texts()).containsExactly("a");
        assertThat(outbox.writingFor()).isZero();
    }

    @Test
    void takesAWriteThatThrowsForOneThatFailed() {
        IllegalStateException closed = new IllegalStateException("closed");
        socket.throwing(closed);

        assertThat(outbox.offer(Frame.text("a"))).isTrue();
        assertThat(broken).containsExactly(closed);
        assertThat(outbox.writingFor()).isZero();
    }

    @Test
    void hearsOnlyTheFirstEndOfAWrite() {
        List<Runnable> again = new ArrayList<>();
        List<String> written = new ArrayList<>();
        Socket twice = new ForwardingSocket(socket) {
            @Override
            public void write(List<Frame> frames, java.util.function.Consumer<Throwable> done) {
                frames.forEach(frame -> written.add(frame.text()));
                again.add(() -> done.accept(new IOException("once more")));
                done.accept(null);
                again.forEach(Runnable::run);
            }
        };
        Outbox patient = outbox(twice, FRAMES, BYTES, clock::nanos);

        patient.offer(Frame.text("a"));
        patient.offer(Frame.text("b"));

        assertThat(written).containsExactly("a", "b");
        assertThat(broken).isEmpty();
    }

    @Test
    void tellsHowLongTheWriteUnderWayHasTaken() {
        assertThat(outbox.writingFor()).isZero();
        clock.advance(Duration.ofSeconds(5));
        offer("a", "b");
        clock.advance(Duration.ofSeconds(3));
        assertThat(outbox.writingFor()).isEqualTo(Duration.ofSeconds(3).toNanos());

        socket.complete();
        assertThat(outbox.writingFor()).isZero();
        clock.advance(Duration.ofSeconds(2));
        assertThat(outbox.writingFor()).isEqualTo(Duration.ofSeconds(2).toNanos());
        socket.complete();
        clock.advance(Duration.ofSeconds(2));
        assertThat(outbox.writingFor()).isZero();
    }

    @Test
    void aWriteThatIsAboutToBeginHasTakenNoTime() {
        List<Long> seen = new ArrayList<>();
        List<Outbox> made = new ArrayList<>();
        LongSupplier looking = () -> {
            if (!made.isEmpty() && seen.size() < 4) { // asked from inside
                seen.add(0L);
                seen.set(seen.size() - 1, made.get(0).writingFor());
            }
            return clock.nanos();
        };
        made.add(outbox(socket, FRAMES, BYTES, looking));
        clock.advance(Duration.ofMinutes(1));

        made.get(0).offer(Frame.text("a"));

        assertThat(seen).isNotEmpty().allMatch(nanos -> nanos == 0);
    }

    @Test
    void remembersTheMostBytesItHeld() {
        offer("x".repeat(10), "y".repeat(15));
        socket.atOnce();
        offer("z");
        assertThat(outbox.highWater()).isEqualTo(25);
    }

    @Test
    void tellsOfEveryFrameThatItHandedOver() {
        List<Integer> sent = new ArrayList<>();
        HubListener listener = new HubListener() {
            @Override
            public void sent(int bytes) {
                sent.add(bytes);
            }
        };
        OutboxLimits limits = new OutboxLimits(FRAMES, BYTES, Duration.ofSeconds(10));
        Outbox told = new Outbox(new FakeSocket(), limits, TestOutbox.parts(clock::nanos, listener), broken::add);
        told.offer(Frame.text("abc"));
        told.offer(Frame.binary(new byte[5]));
        assertThat(sent).containsExactly(3, 5);
    }

    private void offer(String... texts) {
        for (String text : texts) {
            assertThat(outbox.offer(Frame.text(text))).isTrue();
        }
    }

    private abstract static class ForwardingSocket implements Socket {
        private final Socket socket;

        private ForwardingSocket(Socket socket) {
            this.socket = socket;
        }

        @Override
        public int most() {
            return socket.most();
        }

        @Override
        public void ping(byte[] payload) {
            socket.ping(payload);
        }

        @Override
        public void close(org.herald.hub.CloseCode code, String reason) {
            socket.close(code, reason);
        }
    }
}
