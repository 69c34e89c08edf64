package org.herald.broker.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * One connection of a stripe, and the channels that are subscribed over it. The connection is brought, and brought anew
 * when it breaks, by a {@link Subscriber}. For the thread of the stripe.
 */
final class Strand {

    private static final long PING_NANOS = 1_500_000_000L;

    private final Stripe stripe;
    private final StripeParts parts;
    private final Map<String, byte[]> channels = new LinkedHashMap<>();
    private final Wanted wanted = new Wanted();

    /** Null while there is no connection. */
    private Wire wire;

    /** Whether this Redis has channels of slots, as far as is known. */
    private boolean sharded;

    private long lastPing;

    Strand(Stripe stripe, StripeParts parts) {
        this.stripe = stripe;
        this.parts = parts;
    }

    boolean isConnected() {
        return wire != null;
    }

    void add(byte[] channel) {
        channels.put(Stripe.key(channel), channel);
        if (wire != null) {
            wanted.add(sharded ? Command.SSUBSCRIBE : Command.SUBSCRIBE, channel);
        }
    }

    void remove(byte[] channel) {
        if (channels.remove(Stripe.key(channel)) != null && wire != null) {
            wanted.add(sharded ? Command.SUNSUBSCRIBE : Command.UNSUBSCRIBE, channel);
        }
    }

    /** From now on this connection is read. */
    void connected(Wire opened) {
        wire = opened;
        lastPing = parts.ticker().getAsLong();
        sharded = parts.places().sharded();
        wanted.clear();
        List.copyOf(channels.values()).forEach(this::add);
    }

    void disconnected() {
        wire = null;
        wanted.clear();
        List.copyOf(channels.keySet()).forEach(stripe::interrupted);
        parts.places().lost();
    }

    /** Takes whatever came over the connection: a message, an answer or an error. */
    void receive(Object raw) {
        if (raw instanceof JedisDataException error) {
            failed(error);
        } else if (raw instanceof List<?> message && message.size() >= 3) { // an answer to a ping has less
            byte[] channel = Raw.bytes(message.get(1));
            switch (String.valueOf(Raw.text(message.get(0)))) {
                case "message", "smessage" -> stripe.message(this, channel, Raw.bytes(message.get(2)));
                case "subscribe" -> subscribed(Command.SUBSCRIBE, channel);
                case "ssubscribe" -> subscribed(Command.SSUBSCRIBE, channel);
                case "unsubscribe" -> wanted.answer(Command.UNSUBSCRIBE, channel);
                case "sunsubscribe" -> unsubscribed(channel);
                default -> {}
            }
        }
    }

    /** Writes what is to be subscribed, and a ping now and then. */
    void write() {
        long now = parts.ticker().getAsLong();
        if (wire == null || wanted.isEmpty() && now - lastPing < PING_NANOS) {
            return;
        }
        try {
            wanted.writeTo(wire);
            if (now - lastPing >= PING_NANOS) {
                lastPing = now;
                wire.write(Command.PING);
            }
            wire.push();
        } catch (JedisException e) {
            cut();
        }
    }

    private void subscribed(Command command, byte[] channel) {
        if (!wanted.answer(command, channel)) {
            cut(); // it answers what was not asked: nothing is certain
        } else if (wanted.isSettled(Stripe.key(channel)) && channels.containsKey(Stripe.key(channel))) {
            stripe.subscribed(this, channel);
        }
    }

    /** Redis ends a subscription by itself when the slot has gone to another. */
    private void unsubscribed(byte[] channel) {
        if (!wanted.answer(Command.SUNSUBSCRIBE, channel)) {
            misplaced(channel);
        }
    }

    private void failed(JedisDataException error) {
        List<byte[]> failed = new ArrayList<>(wanted.fail());
        String message = String.valueOf(error.getMessage());
        if (error instanceof JedisRedirectionException || message.startsWith("CLUSTERDOWN")) {
            failed.forEach(this::misplaced);
        } else if (message.startsWith("ERR unknown command")) { // older than channels of slots
            sharded = false;
            failed.removeIf(channel -> !channels.containsKey(Stripe.key(channel)));
            failed.forEach(this::add);
        } else {
            parts.reports().refused(error);
            cut();
        }
    }

    private void misplaced(byte[] channel) {
        if (channels.remove(Stripe.key(channel)) != null) {
            stripe.misplaced(this, channel);
        }
    }

    private void cut() {
        if (wire != null) {
            wire.cut(); // its reader notices
            wire = null;
            wanted.clear();
        }
    }
}
