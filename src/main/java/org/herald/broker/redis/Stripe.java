package org.herald.broker.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Some of the channels: one thread delivers what comes over them, in order, and writes what they ask for. The
 * connection is brought, and brought anew when it breaks, by a {@link Subscriber}.
 *
 * <p>All methods are for the thread of the stripe, but for those that say otherwise.
 */
final class Stripe implements Runnable {

    private static final int AUDITED_AT_ONCE = 500;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final long TURN_MILLIS = 500;
    private static final long PING_NANOS = 1_500_000_000L;

    private final StripeParts parts;
    private final Mailbox mailbox;

    /** By the name of their channel. Written by the thread of the stripe alone. */
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();

    /** How many confirmations are on their way for each channel: the last one counts. */
    private final Map<String, Integer> unconfirmed = new HashMap<>();

    private final Wanted wanted = new Wanted();

    /** Null while there is no connection. */
    private Wire wire;

    private long lastPing;
    private volatile boolean closed;

    Stripe(StripeParts parts, int capacity) {
        this.parts = parts;
        this.mailbox = new Mailbox(capacity);
    }

    Mailbox mailbox() {
        return mailbox;
    }

    /** From any thread: the topic of a channel, or null. */
    Topic topic(byte[] channel) {
        return topics.get(key(channel));
    }

    /** From any thread. */
    int size() {
        return topics.size();
    }

    boolean isConnected() {
        return wire != null;
    }

    void add(Topic topic) {
        topics.put(key(topic.channel()), topic);
        if (wire != null) {
            subscribe(topic.channel());
        }
    }

    void remove(Topic topic) {
        if (topics.remove(key(topic.channel()), topic) && wire != null) {
            wanted.add(Command.UNSUBSCRIBE, topic.channel());
        }
        topic.ended();
    }

    /** From now on this connection is read. */
    void connected(Wire opened) {
        wire = opened;
        lastPing = parts.ticker().getAsLong();
        unconfirmed.clear();
        topics.values().forEach(topic -> subscribe(topic.channel()));
    }

    void disconnected() {
        wire = null;
        wanted.clear();
        List.copyOf(topics.values()).forEach(Topic::interrupted);
    }

    /** Takes whatever came over the connection. */
    void receive(Object raw) {
        if (closed || !(raw instanceof List<?> message) || message.size() < 3) {
            return; // an answer to a ping has less
        }
        String channel = key(Raw.bytes(message.get(1)));
        switch (String.valueOf(Raw.text(message.get(0)))) {
            case "message" -> {
                Topic topic = topics.get(channel);
                if (topic != null) {
                    topic.message(Raw.bytes(message.get(2)));
                }
            }
            case "subscribe" -> confirm(channel);
            default -> {}
        }
    }

    /** From any thread: compares every room with what Redis has, a few at a time. */
    void audit() {
        List<Feed> feeds = topics.values().stream()
                .filter(Feed.class::isInstance)
                .map(Feed.class::cast)
                .toList();
        mailbox.post(() -> audit(feeds));
    }

    private void audit(List<Feed> feeds) {
        int now = Math.min(feeds.size(), AUDITED_AT_ONCE);
        feeds.subList(0, now).forEach(Feed::audit);
        if (now < feeds.size()) {
            parts.timers().after(PAUSE, () -> mailbox.post(() -> audit(feeds.subList(now, feeds.size()))));
        }
    }

    /** From any thread: delivers nothing more. */
    void close() {
        closed = true;
        mailbox.close();
    }

    @Override
    public void run() {
        try {
            for (List<Runnable> tasks = mailbox.take(TURN_MILLIS); tasks != null; tasks = mailbox.take(TURN_MILLIS)) {
                tasks.forEach(this::carryOut);
                write();
            }
        } catch (InterruptedException e) {
            mailbox.close();
        }
        List.copyOf(topics.values()).forEach(Topic::ended);
        topics.clear();
    }

    private void carryOut(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) { // a stripe that stops would silence its rooms
            parts.reports().fault(e);
        }
    }

    private void subscribe(byte[] channel) {
        unconfirmed.merge(key(channel), 1, Integer::sum);
        wanted.add(Command.SUBSCRIBE, channel);
    }

    private void confirm(String channel) {
        boolean last = unconfirmed.merge(channel, -1, Integer::sum) <= 0;
        Topic topic = topics.get(channel);
        if (last) {
            unconfirmed.remove(channel);
            if (topic != null) {
                topic.subscribed();
            }
        }
    }

    private void write() {
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
            wire.cut(); // its reader notices
            wire = null;
            wanted.clear();
        }
    }

    private static String key(byte[] channel) {
        return new String(channel, StandardCharsets.ISO_8859_1);
    }
}
