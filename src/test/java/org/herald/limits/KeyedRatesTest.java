package org.herald.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.herald.config.Rate;
import org.junit.jupiter.api.Test;

class KeyedRatesTest {

    private static final Rate ONE_A_SECOND = new Rate(1, Duration.ofSeconds(1));

    private final AtomicLong nanos = new AtomicLong();
    private final KeyedRates<String> rates = new KeyedRates<>(ONE_A_SECOND, nanos::get, 3);

    @Test
    void countsEveryKeyForItself() {
        assertThat(rates.tryTake("alice")).isZero();
        assertThat(rates.tryTake("bob")).isZero();
        assertThat(rates.tryTake("alice")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void forgetsWhoeverIsBackAtFull() {
        rates.tryTake("alice");
        nanos.addAndGet(Duration.ofMillis(600).toNanos());
        rates.tryTake("bob");
        nanos.addAndGet(Duration.ofMillis(400).toNanos());
        rates.sweep();

        assertThat(rates.size()).isOne();
        assertThat(rates.tryTake("bob")).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void remembersWhoeverIsNotBackAtFull() {
        rates.tryTake("alice");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
        rates.sweep();

        assertThat(rates.tryTake("alice")).isPositive();
    }

    @Test
    void letsFurtherKeysShareOneBucketWhenThereAreTooMany() {
        rates.tryTake("a");
        rates.tryTake("b");
        rates.tryTake("c");

        assertThat(rates.tryTake("d")).isZero();
        assertThat(rates.tryTake("e")).isPositive();
        assertThat(rates.size()).isEqualTo(3);
    }

    @Test
    void keepsCountingKnownKeysForThemselvesWhenThereAreTooMany() {
        rates.tryTake("a");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        rates.tryTake("b");
        rates.tryTake("c");
        rates.tryTake("d");

        assertThat(rates.tryTake("e")).isPositive();
        assertThat(rates.tryTake("a")).isZero();
    }

    @Test
    void makesRoomBySweeping() {
        for (String key : List.of("a", "b", "c", "d")) {
            rates.tryTake(key);
        }
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        rates.sweep();

        assertThat(rates.size()).isZero();
        assertThat(rates.tryTake("d")).isZero();
        assertThat(rates.tryTake("e")).isZero();
    }

    @Test
    void losesNoCountWhileItIsSwept() {
        KeyedRates<String> shared = new KeyedRates<>(new Rate(1000, Duration.ofDays(1)), nanos::get, 3);
        AtomicInteger taken = new AtomicInteger();
        CompletableFuture<?>[] all = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 1000; i++) {
                        taken.addAndGet(shared.tryTake("alice").isZero() ? 1 : 0);
                        shared.sweep();
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(all).join();

        assertThat(taken).hasValue(1000);
    }

    @Test
    void countsAnIpv6NetworkAsOneAddress() throws UnknownHostException {
        HandshakeRates handshakes = new HandshakeRates(ONE_A_SECOND, nanos::get);

        assertThat(handshakes.tryTake(InetAddress.getByName("2001:db8:1:2::1"))).isZero();
        assertThat(handshakes.tryTake(InetAddress.getByName("2001:db8:1:2:ffff::9")))
                .isPositive();
        assertThat(handshakes.tryTake(InetAddress.getByName("2001:db8:1:3::1"))).isZero();
    }

    @Test
    void countsEveryIpv4AddressForItself() throws UnknownHostException {
        HandshakeRates handshakes = new HandshakeRates(ONE_A_SECOND, nanos::get);

        assertThat(handshakes.tryTake(InetAddress.getByName("192.0.2.1"))).isZero();
        assertThat(handshakes.tryTake(InetAddress.getByName("192.0.2.2"))).isZero();
        assertThat(handshakes.tryTake(InetAddress.getByName("::ffff:192.0.2.1")))
                .isPositive();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        handshakes.sweep();
        assertThat(handshakes.tryTake(InetAddress.getByName("192.0.2.1"))).isZero();
    }
}
