package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.herald.broker.Publication;
import org.herald.broker.Published;
import org.herald.broker.Retention;
import org.herald.hub.Content;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Sender;
import org.herald.hub.UserId;

/** Publishers on all nodes, who try again with the same key until they have an answer. */
final class Crowd {

    static final Retention KEEP = new Retention(100_000, Duration.ofHours(1));

    private final RoomName room;
    private final List<TestNode> nodes;
    private final Map<String, Published> answers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean stopped;

    Crowd(RoomName room, List<TestNode> nodes) {
        this.room = room;
        this.nodes = nodes;
    }

    /** Some publishers on each node begin. */
    void start(int onEach) {
        for (int i = 0; i < onEach * nodes.size(); i++) {
            String name = "p" + i;
            TestNode node = nodes.get(i % nodes.size());
            threads.execute(() -> publish(name, node));
        }
    }

    /** All stop when they have their last answer. */
    void stop() throws InterruptedException {
        stopped = true;
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    /** What was published, by what it says. */
    Map<String, Published> answers() {
        return answers;
    }

    /** The messages that a node was told of, by what they say. */
    static List<String> texts(TestNode node, RoomName room) {
        List<String> texts = new ArrayList<>();
        for (RoomEvent event : node.recorder().roomEvents(room)) {
            texts.add(((Content.Value) event.body().content()).encoded());
        }
        return texts;
    }

    static Publication saying(RoomName room, String user, String text) {
        RoomEvent.Body body = new RoomEvent.Message(new Content.Value(text), null, null);
        return new Publication(room, new Sender(new UserId(user), null), body, text, true, false, KEEP);
    }

    private void publish(String name, TestNode node) {
        for (int i = 0; !stopped; i++) {
            Publication publication = saying(room, name, name + '-' + i);
            Published published = null;
            while (published == null) {
                published = node.broker()
                        .log()
                        .publish(publication)
                        .exceptionally(failure -> null)
                        .toCompletableFuture()
                        .join();
                LockSupport.parkNanos(published == null ? 5_000_000 : 300_000);
            }
            answers.put(publication.idempotencyKey(), published);
        }
    }
}
