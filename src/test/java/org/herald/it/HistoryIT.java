package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Heard;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Received;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reading what was said (protocol section 3, {@code room.history}), and coming back with {@code since}. */
@ExtendWith(ArquillianExtension.class)
class HistoryIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private final String room = "history/" + UUID.randomUUID();

    private HeraldClient alice;

    @BeforeEach
    void join() {
        alice = connect("alice");
        alice.join(room);
    }

    @Test
    void answersAnEmptyRoomCompletely() {
        assertThat(alice.ack("room.history", room))
                .isEqualTo(Body.of(
                        "events", List.of(), "position", alice.join(room).getString("position"), "complete", true));
        assertThat(connect("bob").ack("room.history", room + "/never").getBoolean("complete"))
                .isTrue();
    }

    @Test
    void listsEventsAsTheyWereDeliveredTheOldestFirst() {
        List<String> ids = say(5);

        JsonObject answer = history(Body.of());

        assertThat(answer).containsOnlyKeys("events", "position", "complete");
        assertThat(seqs(answer)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(answer.getString("position")).isEqualTo(ids.get(4));
        assertThat(answer.getBoolean("complete")).isTrue();
        assertThat(answer.getJsonArray("events").get(2))
                .isEqualTo(alice.inbox().await(3, "message").get(2).envelope());
    }

    @Test
    void answersFromAfterSince() {
        List<String> ids = say(5);

        assertThat(seqs(history(Body.of("since", ids.get(2))))).containsExactly(4L, 5L);
        JsonObject nothing = history(Body.of("since", ids.get(4)));
        assertThat(seqs(nothing)).isEmpty();
        assertThat(nothing.getBoolean("complete")).isTrue();
    }

    @Test
    void turnsPages() {
        List<String> ids = say(5);

        JsonObject first = history(Body.of("limit", 2));
        assertThat(seqs(first)).containsExactly(1L, 2L);
        assertThat(first.getBoolean("complete")).isFalse();
        JsonObject second = history(Body.of("limit", 3, "since", ids.get(1)));
        assertThat(seqs(second)).containsExactly(3L, 4L, 5L);
        assertThat(second.getBoolean("complete")).isTrue();
    }

    @Test
    void listsTheNewestFirstWhenAsked() {
        List<String> ids = say(5);

        JsonObject newest = history(Body.of("reverse", true, "limit", 2));
        assertThat(seqs(newest)).containsExactly(5L, 4L);
        assertThat(newest.getBoolean("complete")).isFalse();
        JsonObject rest = history(Body.of("reverse", true, "since", ids.get(2)));
        assertThat(seqs(rest)).containsExactly(5L, 4L);
        assertThat(rest.getBoolean("complete")).isTrue();
    }

    @Test
    void answersAHundredUnlessToldOtherwise() {
        say(120);

        assertThat(seqs(history(Body.of()))).hasSize(100);
        assertThat(seqs(history(Body.of("limit", 1000)))).hasSize(120);
    }

    @Test
    void saysThatSomethingIsMissingForASinceItDoesNotKnow() {
        List<String> ids = say(3);
        for (String since : List.of("other-1", ids.get(2).replaceAll("-.*", "-4"))) {
            JsonObject answer = history(Body.of("since", since));

            assertThat(seqs(answer)).as(since).containsExactly(1L, 2L, 3L);
            assertThat(answer.getBoolean("complete")).isFalse();
        }
    }

    @Test
    void replaysWhatWasMissedAfterTheAck() {
        List<String> ids = say(150);
        HeraldClient bob = connect("bob");

        bob.requestAs("j", "room.join", room, Body.of("since", ids.get(9)));
        List<Received> missed = bob.inbox().await(140, "message");
        alice.say(room, "live");

        assertThat(bob.inbox().all().stream()
                        .filter(one -> "j".equals(one.id()) || one.is("message"))
                        .findFirst())
                .hasValueSatisfying(
                        ack -> assertThat(ack.data()).isEqualTo(Body.of("position", ids.get(149), "recovered", true)));
        assertThat(missed).extracting(Received::eventId).isEqualTo(ids.subList(10, 150));
        assertThat(bob.inbox().await(141, "message").get(140).content()).isEqualTo("live");
        assertThat(bob.inbox().all("room.state")).isEmpty();
    }

    @Test
    void replaysNothingToOneWhoMissedNothing() {
        List<String> ids = say(3);
        HeraldClient bob = connect("bob");

        assertThat(bob.ack("room.join", room, Body.of("since", ids.get(2))))
                .isEqualTo(Body.of("position", ids.get(2), "recovered", true));
        alice.say(room, "live");
        assertThat(bob.inbox().await("message").content()).isEqualTo("live");
    }

    @Test
    void showsTheStateOfTheRoomToOneWhoCannotBeGivenEverything() {
        List<String> ids = say(120);
        for (String since : List.of("other-7", ids.get(0).replaceAll("-.*", "-121"))) {
            HeraldClient bob = connect("bob");

            assertThat(bob.ack("room.join", room, Body.of("since", since)))
                    .isEqualTo(Body.of("position", ids.get(119), "recovered", false));
            Received state = bob.inbox().await("room.state");
            assertThat(state.envelope()).containsOnlyKeys("event", "room", "data");
            assertThat(state.room()).isEqualTo(room);
            assertThat(state.data()).containsOnlyKeys("events", "position");
            assertThat(state.data().getString("position")).isEqualTo(ids.get(119));
            assertThat(seqs(state.data())).hasSize(100).isSorted().endsWith(120L);
            assertThat(bob.inbox().all("message")).isEmpty();
        }
    }

    @Test
    void doesNotPassOffATrimmedHistoryAsWhole() {
        List<String> ids = say(1010);
        HeraldClient bob = connect("bob");

        assertThat(bob.ack("room.join", room, Body.of("since", ids.get(8))).getBoolean("recovered"))
                .isFalse();
        assertThat(bob.ack("room.history", room, Body.of("since", ids.get(8), "limit", 1000))
                        .getBoolean("complete"))
                .isFalse();
        bob.ack("room.leave", room);
        assertThat(bob.ack("room.join", room, Body.of("since", ids.get(9))).getBoolean("recovered"))
                .isTrue();
        assertThat(bob.inbox().await(1000, "message"))
                .extracting(Received::eventId)
                .isEqualTo(ids.subList(10, 1010));
    }

    @Test
    void keepsMessagesWithoutEchoFromTheirSenderInAReplayToo() {
        String beginning = alice.join(room).getString("position");
        for (int round = 0; round < 50; round++) {
            alice.ack("room.leave", room);
            CompletableFuture<Received> joined = alice.request("room.join", room, Body.of("since", beginning));
            alice.ack("message.send", room, Body.of("content", "unheard", "echo", false));
            assertThat(joined).isCompletedWithValueMatching(reply -> reply.is("ack"));
        }

        assertThat(Heard.by(alice, alice, room)).noneMatch(one -> "unheard".equals(one.content()));
        HeraldClient bob = connect("bob");
        bob.ack("room.join", room, Body.of("since", beginning));
        assertThat(bob.inbox().await(51, "message"))
                .filteredOn(one -> "unheard".equals(one.content()))
                .hasSize(50);
    }

    /** The ids of so many messages. */
    private List<String> say(int count) {
        List<CompletableFuture<Received>> acks = IntStream.range(0, count)
                .mapToObj(i -> alice.request("message.send", room, Body.of("content", "number " + i)))
                .toList();
        return acks.stream()
                .map(ack -> ack.orTimeout(15, TimeUnit.SECONDS).join().data().getString("eventId"))
                .toList();
    }

    private JsonObject history(JsonObject data) {
        return connect("reader").ack("room.history", room, data);
    }

    private static List<Long> seqs(JsonObject answer) {
        return answer.getJsonArray("events").getValuesAs(JsonObject.class).stream()
                .map(event -> Long.parseLong(event.getString("eventId").replaceAll(".*-", "")))
                .toList();
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
