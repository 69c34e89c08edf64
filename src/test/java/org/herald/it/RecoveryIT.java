package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Publisher;
import org.herald.it.kit.Received;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Coming and going while others talk (protocol section 4, "Guarantees"): no gap, no duplicate, no other order. */
@Tag("newer-jdk")
@ExtendWith(ArquillianExtension.class)
class RecoveryIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String room = "deep/recovery/" + UUID.randomUUID();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void losesNothingInTwoHundredJoinsAgainstAPublisherAtFullSpeed() throws Exception {
        publisher("solo");
        visit(10, 20);
    }

    @Test
    void losesNothingInTwoHundredJoinsAgainstSeveralPublishers() throws Exception {
        for (String name : List.of("one", "two", "three")) {
            publisher(name);
        }
        visit(10, 20);
    }

    @Test
    void losesNothingOverAHundredReconnects() throws Exception {
        publisher("one");
        publisher("two");
        together(4, i -> {
            String since = null;
            List<Received> messages = new ArrayList<>();
            for (int round = 0; round < 25; round++) {
                HeraldClient client = connect("commuter " + i);
                since = join(client, since);
                awaitMessages(client, 5);
                client.vanish();
                client.awaitEnding();
                List<Received> heard = client.inbox().all("message");
                since = heard.get(heard.size() - 1).eventId();
                messages.addAll(heard);
            }
            requireWhole(messages);
        });
    }

    @Test
    void goesOnWithoutAGapFromWhereAConnectionBegan() throws Exception {
        publisher("solo");
        together(4, i -> {
            connect("resident " + i).ack("room.join", room, Body.of("lasting", true));
            for (int round = 0; round < 25; round++) {
                HeraldClient client = connect("resident " + i);
                String position = client.welcome().getJsonArray("rooms").getValuesAs(JsonObject.class).stream()
                        .filter(entry -> entry.getString("room").equals(room))
                        .map(entry -> entry.getString("position"))
                        .findFirst()
                        .orElseThrow();
                awaitMessages(client, 5);
                client.vanish();
                client.awaitEnding();
                List<Received> messages = client.inbox().all("message");
                assertThat(messages.get(0).seq()).isEqualTo(seq(position) + 1);
                assertThat(client.inbox().all().get(0).event()).isEqualTo("connected");
                requireWhole(messages);
            }
        });
    }

    @Test
    void losesNothingWhereNoHistoryIsKept() throws Exception {
        String unkept = "brief/" + UUID.randomUUID();
        HeraldClient speaker = connect("speaker");
        speaker.join(unkept);
        mine.add(Publisher.of(speaker, unkept, "solo"));
        together(4, i -> {
            HeraldClient client = connect("visitor " + i);
            for (int round = 0; round < 50; round++) {
                int before = client.inbox().all("message").size();
                long position = seq(client.join(unkept).getString("position"));
                awaitMessages(client, before + 5);
                client.ack("room.leave", unkept);
                List<Received> heard = client.inbox().all("message");
                List<Received> messages = heard.subList(before, heard.size());
                assertThat(messages.get(0).seq()).isEqualTo(position + 1);
                requireWhole(messages);
            }
        });
    }

    /** So many clients join and leave the room so many times each, and each hears all that is said there. */
    private void visit(int clients, int rounds) throws Exception {
        together(clients, i -> {
            HeraldClient client = connect("visitor " + i);
            String since = null;
            for (int round = 0; round < rounds; round++) {
                since = join(client, since);
                awaitMessages(client, client.inbox().all("message").size() + 5);
                client.ack("room.leave", room);
                List<Received> heard = client.inbox().all("message");
                since = heard.get(heard.size() - 1).eventId();
            }
            requireWhole(client.inbox().all("message"));
            requireSilenceOutside(client.inbox().all());
        });
    }

    /** Where the visitor is then. */
    private String join(HeraldClient client, String since) {
        JsonObject joined = client.ack("room.join", room, since == null ? Body.of() : Body.of("since", since));
        assertThat(joined.getBoolean("recovered")).isTrue();
        assertThat(seq(joined.getString("position"))).isGreaterThanOrEqualTo(since == null ? 0 : seq(since));
        return joined.getString("position");
    }

    private void publisher(String name) {
        HeraldClient speaker = connect("speaker " + name);
        speaker.join(room);
        mine.add(Publisher.of(speaker, room, name));
    }

    private void together(int count, IntConsumer work) throws Exception {
        List<Callable<Object>> all = IntStream.range(0, count)
                .mapToObj(i -> Executors.callable(() -> work.accept(i)))
                .toList();
        for (Future<Object> one : threads.invokeAll(all, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            one.get();
        }
    }

    private static void awaitMessages(HeraldClient client, int count) {
        client.inbox().await(count, one -> one.is("message"), PATIENCE);
    }

    /** Numbered without a gap, and each speaker's words in the order in which they were said. */
    private static void requireWhole(List<Received> messages) {
        Map<String, Integer> last = new HashMap<>();
        long seq = messages.get(0).seq();
        for (Received message : messages) {
            assertThat(message.seq()).isEqualTo(seq++);
            String[] words = message.content().split(" ");
            int number = Integer.parseInt(words[1]);
            assertThat(last.getOrDefault(words[0], number - 1)).isEqualTo(number - 1);
            last.put(words[0], number);
        }
    }

    /** Messages come after the ack of a join and before that of the leave, and nowhere else. */
    private static void requireSilenceOutside(List<Received> all) {
        boolean joined = false;
        for (Received one : all) {
            joined = one.is("ack") ? one.data().containsKey("recovered") : joined;
            assertThat(!one.is("message") || joined).as("%s", one).isTrue();
        }
    }

    private static long seq(String position) {
        return Long.parseLong(position.substring(position.indexOf('-') + 1));
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
