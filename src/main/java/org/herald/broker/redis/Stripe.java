package org.herald.broker.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Some of the channels: one thread delivers what comes over them, in order, and writes what they ask for. There is a
 * {@link Strand} to every place that may have channels; each channel is on the one of the place that has it now.
 *
 * <p>All methods are for the thread of the stripe, but for those that say otherwise.
 */
final class Stripe implements Runnable {

    private static final int AUDITED_AT_ONCE = 500;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final long TURN_MILLIS = 500;

    private final StripeParts parts;
    private final Mailbox mailbox;

    /** By the name of their channel. Written by the thread of the stripe alone. */
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();

    /** On which strand the channels are; those that are nowhere now are missing. */
    private final Map<String, Strand> placed = new HashMap<>();

    /** Written by the thread of the stripe alone. */
    private final Map<Endpoint, Subscriber> subscribers = new ConcurrentHashMap<>();

    /** What the places were when topics were placed last. */
    private Set<Endpoint> known = Set.of();

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

    /** From any thread: whether every connection stands. */
    boolean isUp() {
        return !subscribers.isEmpty() && subscribers.values().stream().allMatch(Subscriber::isUp);
    }

    /** Whether the channel can be subscribed now. */
    boolean reaches(byte[] channel) {
        Strand strand = strand(channel);
        return strand != null && strand.isConnected();
    }

    void add(Topic topic) {
        topics.put(key(topic.channel()), topic);
        place(topic);
    }

    void remove(Topic topic) {
        String key = key(topic.channel());
        if (topics.remove(key, topic)) {
            Strand strand = placed.remove(key);
            if (strand != null) {
                strand.remove(topic.channel());
            }
        }
        topic.ended();
    }

    /** From any thread: the places may have changed, or channels without a place may have found one. */
    void look() {
        mailbox.post(this::place);
    }

    void message(Strand from, byte[] channel, byte[] payload) {
        String key = key(channel);
        Topic topic = topics.get(key);
        if (topic != null && placed.get(key) == from) {
            topic.message(payload);
        }
    }

    void subscribed(Strand on, byte[] channel) {
        String key = key(channel);
        Topic topic = topics.get(key);
        if (topic != null && placed.get(key) == on) {
            topic.subscribed();
        }
    }

    /** Nothing comes over the channel until it is subscribed again. */
    void interrupted(String channel) {
        Topic topic = topics.get(channel);
        if (topic != null) {
            topic.interrupted();
        }
    }

    /** A channel is no longer where it was. */
    void misplaced(Strand from, byte[] channel) {
        if (placed.remove(key(channel), from)) {
            interrupted(key(channel));
            parts.timers().after(MOMENT, parts.places()::lost);
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
        subscribers.values().forEach(Subscriber::close);
    }

    @Override
    public void run() {
        try {
            for (List<Runnable> tasks = mailbox.take(TURN_MILLIS); tasks != null; tasks = mailbox.take(TURN_MILLIS)) {
                tasks.forEach(this::carryOut);
                subscribers.values().forEach(subscriber -> subscriber.strand().write());
            }
        } catch (InterruptedException e) {
            mailbox.close();
        }
        subscribers.values().forEach(Subscriber::close);
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

    private void place() {
        Set<Endpoint> all = parts.places().all();
        if (closed || all == known && placed.size() == topics.size()) {
            return;
        }
        known = all;
        all.forEach(endpoint -> subscribers.computeIfAbsent(endpoint, this::subscriber));
        List.copyOf(topics.values()).forEach(this::place);
        subscribers.entrySet().removeIf(entry -> {
            boolean gone = !all.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
    }

    private Subscriber subscriber(Endpoint endpoint) {
        Subscriber made = new Subscriber(parts, endpoint, mailbox, new Strand(this, parts));
        parts.threads().newThread(made).start();
        return made;
    }

    private void place(Topic topic) {
        String key = key(topic.channel());
        Strand now = strand(topic.channel());
        Strand before = placed.get(key);
        if (now == before) {
            return;
        }
        if (before != null) {
            placed.remove(key);
            before.remove(topic.channel());
            topic.interrupted();
        }
        if (now != null && topics.get(key) == topic) {
            placed.put(key, now);
            now.add(topic.channel());
        }
    }

    /** Null where there is none for the channel now. */
    private Strand strand(byte[] channel) {
        Endpoint endpoint = parts.places().of(channel);
        Subscriber subscriber = endpoint == null ? null : subscribers.get(endpoint);
        return subscriber == null ? null : subscriber.strand();
    }

    /** What a channel is called in maps. */
    static String key(byte[] channel) {
        return new String(channel, StandardCharsets.ISO_8859_1);
    }
}
