package org.herald.it.kit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Says {@code <name> 0}, {@code <name> 1} and so on in a room, as fast as it hears itself, until it is closed.
 */
public final class Publisher implements AutoCloseable {

    private static final int BATCH = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Thread thread;
    private volatile boolean over;

    private Publisher(HeraldClient client, String room, String name) {
        this.thread = new Thread(
                () -> {
                    for (int i = 0; !over; i += BATCH) {
                        say(client, room, i, BATCH, n -> name + " " + n);
                    }
                },
                "publisher-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** @param client a member of the room */
    public static Publisher of(HeraldClient client, String room, String name) {
        return new Publisher(client, room, name);
    }

    /**
     * Says {@code count} messages of at least {@code bytes} each, and returns when all have come back.
     *
     * @param client a member of the room
     */
    public static void publish(HeraldClient client, String room, int count, int bytes) {
        String filling = "x".repeat(bytes);
        for (int i = 0; i < count; i += BATCH) {
            say(client, room, i, Math.min(BATCH, count - i), n -> Body.of("n", n, "filling", filling));
        }
    }

    private static void say(HeraldClient client, String room, int first, int count, IntFunction<Object> content) {
        List<CompletableFuture<Received>> replies = IntStream.range(first, first + count)
                .mapToObj(n -> client.request("message.send", room, Body.of("content", content.apply(n))))
                .toList();
        CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        String last = replies.get(count - 1).join().data().getString("eventId");
        client.inbox().await(one -> last.equals(one.eventId()) && room.equals(one.room()), PATIENCE);
    }

    /** Stops when the last message has come back. */
    @Override
    public void close() {
        over = true;
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
