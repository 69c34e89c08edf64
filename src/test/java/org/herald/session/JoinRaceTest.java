package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.junit.jupiter.api.Test;

/** Joins, with and without {@code since}, while others publish, on as many threads as there may be. */
class JoinRaceTest {

    private static final int JOINS = 2_000;
    private static final int JOINERS = 4;
    private static final int KEPT = 1_000_000;
    private static final int AHEAD = 100;

    private final ExecutorService threads = Executors.newFixedThreadPool(JOINERS + 3);
    private final TestNode node = new TestNode(
            Map.of(
                    "herald.namespace.default.announce", "false",
                    "herald.outbox.messages", "1000000",
                    "herald.outbox.bytes", "1000000000"),
            threads);
    private final AtomicBoolean publishing = new AtomicBoolean(true);

    @Test
    void neitherLosesNorDoublesNorReordersAnything() throws Exception {
        String epoch = node.position("general").replaceAll("-.*", "");
        CompletableFuture<?> publisher = CompletableFuture.runAsync(this::publish, threads);
        List<CompletableFuture<?>> joiners = new ArrayList<>();
        for (int i = 0; i < JOINERS; i++) {
            joiners.add(CompletableFuture.runAsync(() -> joinOften(epoch), threads));
        }
        try {
            CompletableFuture.allOf(joiners.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        } finally {
            publishing.set(false);
        }
        publisher.get(5, TimeUnit.SECONDS);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(10))
                .until(() -> node.sessions().size() == 0 && node.rooms().size() == 0);
        node.close();
        threads.shutdownNow();
    }

    /** As fast as a member of the room hears of it. */
    private void publish() {
        Frames watching = new Frames();
        node.openAlone("watcher", watching).join("general");
        watching.awaitJoined();
        for (int i = 1; publishing.get(); i++) {
            node.publish("general", "m" + i, KEPT);
            while (i - watching.count() > AHEAD && publishing.get()) {
                Thread.yield();
            }
        }
        watching.check(-1);
        node.sessions().drain();
    }

    private void joinOften(String epoch) {
        for (int i = 0; i < JOINS / JOINERS; i++) {
            Frames socket = new Frames();
            Visitor visitor = node.openAlone("u" + ThreadLocalRandom.current().nextInt(50), socket);
            long head = seq(node.position("general"));
            long since = Math.max(0, head - ThreadLocalRandom.current().nextInt(250));
            boolean recovers = i % 4 != 0;
            if (recovers) {
                visitor.join("general", epoch + "-" + since);
            } else {
                visitor.join("general");
            }
            socket.await(recovers ? head - since + 3 : 3);
            visitor.line().closed(1000, "done");
            socket.check(recovers ? since : -1);
        }
    }

    private static long seq(String position) {
        return Long.parseLong(position.substring(position.indexOf('-') + 1));
    }

    /** Notes the numbers of the events that come. */
    private static final class Frames implements Socket {
        private final List<Long> seqs = new ArrayList<>();
        private long joinedAt = -1;
        private String trouble;

        @Override
        public int most() {
            return 8;
        }

        @Override
        public void write(List<Frame> frames, java.util.function.Consumer<Throwable> done) {
            frames.forEach(this::note);
            done.accept(null);
        }

        private void note(Frame frame) {
            String text = frame.text();
            synchronized (this) {
                if (text.contains("\"eventId\":\"")) {
                    seqs.add(seq(field(text, "eventId")));
                } else if (text.contains("\"position\":\"") && text.contains("\"ack\"")) {
                    joinedAt = seq(field(text, "position"));
                    trouble = text.contains("\"recovered\":true") && seqs.isEmpty() ? trouble : text;
                } else if (!text.contains("\"connected\"")) {
                    trouble = text;
                }
                notifyAll();
            }
        }

        private static String field(String json, String name) {
            int start = json.indexOf('"' + name + "\":\"") + name.length() + 4;
            return json.substring(start, json.indexOf('"', start));
        }

        private synchronized int count() {
            return seqs.size();
        }

        private synchronized void awaitJoined() {
            await(() -> joinedAt >= 0);
        }

        private synchronized void await(long count) {
            await(() -> seqs.size() >= count);
        }

        private void await(BooleanSupplier there) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            try {
                while (!there.getAsBoolean() && trouble == null) {
                    wait(100);
                    trouble = System.nanoTime() > deadline ? "waited in vain" : trouble;
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private synchronized void check(long since) {
            assertThat(trouble).isNull();
            assertThat(seqs).isNotEmpty();
            assertThat(seqs.get(0)).isEqualTo((since < 0 ? joinedAt : since) + 1);
            for (int i = 1; i < seqs.size(); i++) {
                if (seqs.get(i) != seqs.get(i - 1) + 1) {
                    assertThat(seqs.get(i)).as("after %s", seqs.get(i - 1)).isEqualTo(seqs.get(i - 1) + 1);
                }
            }
        }

        @Override
        public void ping(byte[] payload) {
            // Nobody answers.
        }

        @Override
        public synchronized void close(CloseCode code, String reason) {
            trouble = code + " " + reason;
        }
    }
}
