package org.herald.it.kit;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says {@code <name> 0}, {@code <name> 1} and so on in a room, as fast as the server acknowledges, until it is closed or all
 * is said.
 */
public final class Publisher implements AutoCloseable {

    private static final int UNANSWERED = 16;

    private final HeraldClient client;
    private final String name;
    private final Semaphore window = new Semaphore(UNANSWERED);
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread;

    private Publisher(HeraldClient client, String room, String name, int count, String filling) {
        this.client = client;
        this.name = name;
        this.thread = new Thread(() -> publish(room, count, filling), "publisher-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** @param client a member of the room */
    public static Publisher of(HeraldClient client, String room, String name) {
        return new Publisher(client, room, name, Integer.MAX_VALUE, "");
    }

    /** Says {@code count} messages of at least {@code bytes} each, and returns when all are acknowledged. */
    public static void publish(HeraldClient client, String room, int count, int bytes) {
        Publisher publisher = new Publisher(client, room, "filling", count, "x".repeat(bytes));
        publisher.join();
        if (publisher.window.availablePermits() != UNANSWERED) {
            throw new AssertionError("Not all was acknowledged; " + client.ending());
        }
    }

    private void publish(String room, int count, String filling) {
        try {
            for (int i = 0; i < count && !over.get(); i++) {
                window.acquire();
                Object content = filling.isEmpty() ? name + " " + i : Body.of("n", i, "filling", filling);
                client.request("message.send", room, Body.of("content", content))
                        .thenAccept(reply -> {
                            if (reply.is("ack")) {
                                window.release();
                            } else {
                                over.set(true);
                            }
                        });
            }
            window.acquire(UNANSWERED);
            window.release(UNANSWERED);
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void join() {
        try {
            thread.join(WebSocketWire.PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            thread.interrupt();
        }
    }

    /** Stops when the last message is acknowledged. */
    @Override
    public void close() {
        over.set(true);
        join();
    }
}
