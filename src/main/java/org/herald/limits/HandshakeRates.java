package org.herald.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.herald.config.Rate;

/**
 * How often one address may try to connect. IPv6 addresses count by their first 64 bits, for that is the least that one
 * subscriber gets (RFC 6177) and may choose from at will. May be used from any thread.
 */
public final class HandshakeRates {

    /** How many addresses are told apart at a time; see {@link KeyedRates} for more. */
    static final int MAX_ADDRESSES = 100_000;

    private static final int IPV6_NETWORK_BYTES = 8;

    private final KeyedRates<String> rates;

    /** @param nanos a clock that only goes forward, in nanoseconds, such as {@link System#nanoTime} */
    public HandshakeRates(Rate rate, LongSupplier nanos) {
        this.rates = new KeyedRates<>(rate, nanos, MAX_ADDRESSES);
    }

    /**
     * Counts an attempt.
     *
     * @return zero when it may go on; otherwise how long to wait, in whole milliseconds
     */
    public Duration tryTake(InetAddress address) {
        return rates.tryTake(key(address));
    }

    /** As {@link KeyedRates#sweep}. */
    public void sweep() {
        rates.sweep();
    }

    private static String key(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] counted = address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes;
        return HexFormat.of().formatHex(counted);
    }
}
