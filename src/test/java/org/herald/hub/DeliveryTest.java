package org.herald.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private final Event event =
            VolatileEvent.in(new RoomName("general"), new VolatileEvent.UserLeft(new UserId("alice")));
    private final Delivery delivery = new Delivery(event);

    @Test
    void encodesOnceForEachWireFormat() {
        Counting one = new Counting("one");
        Counting two = new Counting("two");

        assertThat(delivery.in(one).text()).isEqualTo("one");
        assertThat(delivery.in(two).text()).isEqualTo("two");
        assertThat(delivery.in(one)).isSameAs(delivery.in(one));
        assertThat(delivery.in(two)).isSameAs(delivery.in(two));
        assertThat(one.encoded).containsExactly(event);
        assertThat(two.encoded).containsExactly(event);
    }

    @Test
    void encodesNothingThatNobodyAsksFor() {
        assertThat(delivery.event()).isSameAs(event);
    }

    @Test
    void givesEveryThreadAGoodFrame() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Frame>> asks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String text = "f" + i % 2;
                WireFormat format = new Counting(text);
                asks.add(() -> delivery.in(format));
                asks.add(() -> delivery.in(format));
            }
            int i = 0;
            for (Future<Frame> frame : threads.invokeAll(asks)) {
                assertThat(frame.get().text()).isEqualTo("f" + i++ / 2 % 2);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static final class Counting implements WireFormat {
        private final String text;
        private final List<Event> encoded = new ArrayList<>();

        private Counting(String text) {
            this.text = text;
        }

        @Override
        public Frame encode(Event event) {
            synchronized (encoded) {
                encoded.add(event);
            }
            return Frame.text(text);
        }
    }
}
