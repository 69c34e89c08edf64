package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Figures;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Publisher;
import org.herald.it.kit.RawHttp;
import org.herald.it.kit.Received;
import org.herald.it.kit.Rest;
import org.herald.it.kit.Route;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Long polling: whoever asks again and again misses nothing and hears nothing twice. */
@ExtendWith(ArquillianExtension.class)
class PollIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private final String user = "poller " + UUID.randomUUID();
    private final String room = "poll/" + UUID.randomUUID();
    private final String other = "poll/" + UUID.randomUUID();
    private final String both = "?room=" + room + "&room=" + other;

    private Rest rest() {
        return new Rest(server, Tokens.of(user));
    }

    private String say(String where, String content) {
        return new Rest(server, Tokens.of("speaker"))
                .post("/rooms/" + where + "/messages", Body.of("content", content))
                .json()
                .getString("eventId");
    }

    private HeraldClient connect(String name) {
        return mine.add(HeraldClient.connect(server, Tokens.of(name)));
    }

    private static List<String> contents(Rest.Answer answer) {
        return answer.events().stream()
                .filter(event -> event.getString("event").equals("message"))
                .map(event -> event.getJsonObject("data").getString("content"))
                .toList();
    }

    /** Waits until somebody, who waits for an answer, is in the room. */
    private void awaitPresence() {
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                rest().get("/rooms/" + room + "/members").body())
                        .contains(user));
    }

    @Test
    void beginsNowAndAtOnce() {
        say(room, "before");
        Rest.Answer first = rest().poll(both);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Content-Type")).isEqualTo("application/json");
        assertThat(first.header("Cache-Control")).isEqualTo("no-store");
        assertThat(first.events()).isEmpty();
        assertThat(first.json().getString("userId")).isEqualTo(user);
        assertThat(first.json().getJsonArray("rooms")).hasSize(2);
        say(other, "after");

        Rest.Answer second = rest().poll(both + "&cursor=" + first.cursor());

        assertThat(contents(second)).containsExactly("after");
    }

    @Test
    void answersAsSoonAsSomethingHappens() {
        String cursor = rest().poll(both).cursor();
        CompletableFuture<Rest.Answer> waiting =
                CompletableFuture.supplyAsync(() -> rest().poll(both + "&cursor=" + cursor));
        awaitPresence();
        long begun = System.nanoTime();
        String id = say(room, "now");

        JsonObject event = waiting.join().events().stream()
                .filter(one -> one.getString("event").equals("message"))
                .findFirst()
                .orElseThrow();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(event.getString("eventId")).isEqualTo(id);
        assertThat(event.getString("room")).isEqualTo(room);
    }

    @Test
    void answersWithNothingWhenTheTimeIsUp() {
        String cursor = rest().poll(both).cursor();
        long begun = System.nanoTime();
        Rest.Answer answer = rest().poll(both + "&waitMs=1500&cursor=" + cursor);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(1400), Duration.ofSeconds(5));
        assertThat(contents(answer)).isEmpty();
        assertThat(rest().poll(both + "&waitMs=0&cursor=" + answer.cursor()).status())
                .isEqualTo(200);
    }

    @Test
    void missesNothingAndDoublesNothingWhileOthersTalk() {
        HeraldClient talker = connect("talker");
        talker.join(room);
        String cursor = rest().poll("?room=" + room).cursor();
        List<String> heard = new ArrayList<>();
        CompletableFuture<Void> talking = CompletableFuture.runAsync(() -> Publisher.publish(talker, room, 800, 200));
        while (heard.size() < 800) {
            Rest.Answer answer = rest().poll("?room=" + room + "&cursor=" + cursor);
            assertThat(answer.status()).isEqualTo(200);
            answer.events().stream()
                    .filter(event -> event.getString("event").equals("message"))
                    .forEach(event -> heard.add(event.getString("eventId")));
            cursor = answer.cursor();
        }
        talking.join();

        List<Long> numbers = heard.stream()
                .map(id -> Long.valueOf(id.substring(id.indexOf('-') + 1)))
                .toList();
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, 800).mapToObj(Long::valueOf).toList());
    }

    @Test
    void staysPresentBetweenTwoPolls() {
        HeraldClient watcher = connect("watcher");
        watcher.join(room);
        String cursor = rest().poll("?room=" + room).cursor();
        for (int i = 0; i < 5; i++) {
            cursor = rest().poll("?room=" + room + "&waitMs=300&cursor=" + cursor)
                    .cursor();
        }
        watcher.inbox().await("room.user_left");

        List<Received> movements = watcher.inbox()
                .all(event -> event.event().startsWith("room.user_")
                        && event.data().getString("userId").equals(user));
        assertThat(movements).extracting(Received::event).containsExactly("room.user_joined", "room.user_left");
    }

    @Test
    void showsTheStateWhereHistoryDoesNotReachBack() {
        String brief = "brief/" + room;
        String cursor = rest().poll("?room=" + brief).cursor();
        say(brief, "lost");

        Rest.Answer answer = rest().poll("?room=" + brief + "&cursor=" + cursor);

        JsonObject state = answer.events().stream()
                .filter(event -> event.getString("event").equals("room.state"))
                .findFirst()
                .orElseThrow();
        assertThat(state.getString("room")).isEqualTo(brief);
        assertThat(state.getJsonObject("data").getString("position")).endsWith("-1");
        assertThat(rest().poll("?room=" + brief + "&waitMs=0&cursor=" + answer.cursor())
                        .events())
                .noneMatch(event -> event.getString("event").equals("room.state"));
    }

    @Test
    void forgetsRoomsThatAreNotAskedForAndBeginsNewOnesNow() {
        String cursor = rest().poll("?room=" + room).cursor();
        say(other, "unheard");
        Rest.Answer answer = rest().poll("?room=" + other + "&waitMs=0&cursor=" + cursor);
        assertThat(contents(answer)).isEmpty();
        assertThat(answer.cursor()).hasSameSizeAs(cursor).isNotEqualTo(cursor);
        say(other, "heard");
        assertThat(contents(rest().poll("?room=" + other + "&cursor=" + answer.cursor())))
                .containsExactly("heard");
    }

    @Test
    void opensNoForeignRoomForAForgedCursor() {
        Rest eve = new Rest(server, Tokens.of("eve", "staff"));
        String cursor = eve.poll("?room=staff/" + room).cursor();
        eve.post("/rooms/staff/" + room + "/messages", Body.of("content", "secret"));

        Rest.Answer answer = rest().poll("?room=" + room + "&waitMs=500&cursor=" + cursor);

        assertThat(contents(answer)).isEmpty();
        assertThat(rest().poll("?room=staff/" + room + "&cursor=" + cursor).problem())
                .isEqualTo("403 room_forbidden");
    }

    @Test
    void namesTheFieldThatIsWrong() {
        String cursor = rest().poll(both).cursor();
        for (String wait : List.of("25001", "-1", "x", "")) {
            assertThat(field(rest().poll(both + "&waitMs=" + wait + "&cursor=" + cursor)))
                    .isEqualTo("waitMs");
        }
        assertThat(field(rest().poll(both + "&cursor=" + cursor + "~"))).isEqualTo("cursor");
        assertThat(field(rest().poll("?room=-&cursor=" + cursor))).isEqualTo("room");
        assertThat(rest().poll(both + "&cursor=1&cursor=1").problem()).isEqualTo("400 bad_request");
        assertThat(new Rest(server, null).poll(both).problem()).isEqualTo("401 unauthorized");
        assertThat(rest().poll(both, "Origin", "https://evil.example").problem())
                .isEqualTo("403 forbidden_origin");
    }

    private static String field(Rest.Answer answer) {
        assertThat(answer.problem()).isEqualTo("400 invalid_data");
        return answer.json().getString("field");
    }

    @Test
    void saysSoWhenTheTokenEndsMeanwhile() {
        Rest brief = new Rest(
                server, Tokens.user(user).expiresIn(Duration.ofSeconds(3)).sign());
        String cursor = brief.poll(both).cursor();
        Rest.Answer answer = brief.poll(both + "&cursor=" + cursor);
        if (answer.status() == 200) { // its own coming was told
            answer = brief.poll(both + "&cursor=" + answer.cursor());
        }
        assertThat(answer.problem()).isEqualTo("401 unauthorized");
    }

    @Test
    void givesEverythingBackForPollersThatVanish() {
        double before = connections();
        String cursor = rest().poll("?room=" + room).cursor();
        String target = "GET /herald/events/poll?waitMs=8000&room=" + room + "&cursor=" + cursor;
        List<String> tokens =
                IntStream.range(0, 20).mapToObj(i -> Tokens.of("gone " + i)).toList();
        for (int i = 0; i < 10_000; i++) {
            RawHttp.send(Route.to(server), target, "Authorization: Bearer " + tokens.get(i % 20))
                    .close();
            if (i % 200 == 0) { // no more at a time than the container has room for
                rest().poll("?room=" + room + "&waitMs=0&cursor=" + cursor);
            }
        }
        assertThat(connections()).isGreaterThan(before);

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(connections()).isLessThanOrEqualTo(before));
        assertThat(rest().get("/rooms/" + room + "/members").json().getJsonArray("members"))
                .isEmpty();
        assertThat(rest().poll("?room=" + room + "&waitMs=0&cursor=" + cursor).status())
                .isEqualTo(200);
    }

    private double connections() {
        return Figures.of(server).value("herald_connections");
    }
}
