package org.herald.transport.websocket;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Compressors that wait for the next message: each holds memory outside of the heap (some 300 KB to deflate, 40 KB to
 * inflate), so no silent connection has one, and only as many wait as processors could use. Safe for use by any thread.
 */
final class Compressors {

    /** What ends a message and does not travel (RFC 7692 section 7.2.1). */
    static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private final Idle<Deflater> deflaters;
    private final Idle<Inflater> inflaters;

    /** @param most of each kind may wait */
    Compressors(int most) {
        deflaters = new Idle<>(
                most, () -> new Deflater(Deflater.DEFAULT_COMPRESSION, true), Deflater::reset, Deflater::end);
        inflaters = new Idle<>(most, () -> new Inflater(true), Inflater::reset, Inflater::end);
    }

    Deflater takeDeflater() {
        return deflaters.take();
    }

    void giveBack(Deflater deflater) {
        deflaters.giveBack(deflater);
    }

    /** How many inflaters are in use now. */
    int inflating() {
        return inflaters.taken.get();
    }

    Inflater takeInflater() {
        return inflaters.take();
    }

    void giveBack(Inflater inflater) {
        inflaters.giveBack(inflater);
    }

    /** Those of one kind that nobody uses now. */
    private static final class Idle<T> {
        private final BlockingQueue<T> waiting;
        private final AtomicInteger taken = new AtomicInteger();
        private final Supplier<T> make;
        private final Consumer<T> reset;
        private final Consumer<T> end;

        private Idle(int most, Supplier<T> make, Consumer<T> reset, Consumer<T> end) {
            this.waiting = new ArrayBlockingQueue<>(most);
            this.make = make;
            this.reset = reset;
            this.end = end;
        }

        private T take() {
            T one = waiting.poll();
            one = one == null ? make.get() : one;
            taken.incrementAndGet();
            return one;
        }

        private void giveBack(T one) {
            taken.decrementAndGet();
            reset.accept(one);
            if (!waiting.offer(one)) {
                end.accept(one);
            }
        }
    }
}
