package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.EventSource;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.ManyNodes;
import org.herald.it.kit.Publisher;
import org.herald.it.kit.Received;
import org.herald.it.kit.Rest;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who listens by plain HTTP goes on at any node where another left off, while everybody talks. */
class ListenersAcrossNodesIT {

    private static final int COUNT = 2_000;

    @AutoClose
    private final Belongings mine = new Belongings();

    private final ManyNodes nodes = ManyNodes.shared();
    private final String user = "listener " + UUID.randomUUID();
    private final String room = "deep/" + UUID.randomUUID();
    private final String other = "deep/" + UUID.randomUUID();
    private final String both = "?room=" + room + "&room=" + other;

    private CompletableFuture<Void> talk(Server server, String where) {
        HeraldClient talker = mine.add(HeraldClient.connect(server, Tokens.of("talker " + where)));
        talker.join(where);
        return CompletableFuture.runAsync(() -> Publisher.publish(talker, where, COUNT, 100));
    }

    private static long seq(JsonObject event) {
        String id = event.getString("eventId");
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }

    private static List<Long> allOf(List<JsonObject> events, String room) {
        return events.stream()
                .filter(event -> event.getString("room").equals(room))
                .map(ListenersAcrossNodesIT::seq)
                .toList();
    }

    private void assertComplete(List<JsonObject> events) {
        List<Long> expected = LongStream.rangeClosed(1, COUNT).boxed().toList();
        assertThat(allOf(events, room)).isEqualTo(expected);
        assertThat(allOf(events, other)).isEqualTo(expected);
    }

    @Test
    void streamsEverythingOnceThoughTheReaderGoesFromNodeToNode() {
        List<JsonObject> heard = new ArrayList<>();
        EventSource stream = EventSource.open(nodes.first(), Tokens.of(user), both);
        String cursor = stream.await("connected").id();
        List<CompletableFuture<Void>> talking = List.of(talk(nodes.first(), room), talk(nodes.second(), other));
        for (int i = 1; heard.size() < 2 * COUNT; i++) {
            int enough = Math.min(200 * i, 2 * COUNT) - heard.size();
            stream.await(Math.max(1, Math.min(enough, 200)), message -> message.is("message"));
            stream.close();
            stream.awaitEnd();
            stream.all("message").forEach(message -> heard.add(message.json()));
            assertThat(stream.all("room.state")).isEmpty();
            cursor = stream.lastEventId() == null ? cursor : stream.lastEventId();
            stream = EventSource.open(
                    i % 2 == 0 ? nodes.first() : nodes.second(), Tokens.of(user), both, "Last-Event-ID", cursor);
        }
        stream.close();
        talking.forEach(CompletableFuture::join);
        assertComplete(heard);
    }

    @Test
    void answersPollsAtAnyNodeWithEverythingOnce() {
        List<JsonObject> heard = new ArrayList<>();
        String cursor = new Rest(nodes.second(), Tokens.of(user)).poll(both).cursor();
        List<CompletableFuture<Void>> talking = List.of(talk(nodes.first(), room), talk(nodes.second(), other));
        for (int i = 0; heard.size() < 2 * COUNT; i++) {
            Server server = nodes.servers().get(i % 2);
            Rest.Answer answer = new Rest(server, Tokens.of(user)).poll(both + "&cursor=" + cursor);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.events())
                    .noneMatch(event -> event.getString("event").equals("room.state"));
            answer.events().stream()
                    .filter(event -> event.getString("event").equals("message"))
                    .forEach(heard::add);
            cursor = answer.cursor();
        }
        talking.forEach(CompletableFuture::join);
        assertComplete(heard);
    }

    @Test
    void tellsWhoComesTooLateForHistoryAtTheOtherNode() {
        String shallow = "shallow/" + UUID.randomUUID();
        EventSource stream = mine.add(EventSource.open(nodes.first(), Tokens.of(user), "?room=" + shallow));
        String cursor = stream.await("connected").id();
        stream.close();
        Rest speaker = new Rest(nodes.first(), Tokens.of("speaker"));
        for (int i = 0; i < ManyNodes.SHALLOW + 5; i++) {
            speaker.post("/rooms/" + shallow + "/messages", Body.of("content", "m" + i));
        }

        EventSource again = mine.add(
                EventSource.open(nodes.second(), Tokens.of(user), "?room=" + shallow, "Last-Event-ID", cursor));

        JsonObject state = again.await("room.state").json().getJsonObject("data");
        assertThat(state.getJsonArray("events")).hasSize(ManyNodes.SHALLOW);
        speaker.post("/rooms/" + shallow + "/messages", Body.of("content", "next"));
        assertThat(again.await("message").content()).isEqualTo("next");
    }

    @Test
    void staysPresentThoughPollsGoFromNodeToNode() {
        HeraldClient watcher = mine.add(HeraldClient.connect(nodes.first(), Tokens.of("watcher " + user)));
        String seen = "seen/" + UUID.randomUUID();
        watcher.join(seen);
        String cursor =
                new Rest(nodes.first(), Tokens.of(user)).poll("?room=" + seen).cursor();
        for (int i = 0; i < 8; i++) {
            cursor = new Rest(nodes.servers().get(i % 2), Tokens.of(user))
                    .poll("?room=" + seen + "&waitMs=300&cursor=" + cursor)
                    .cursor();
        }
        watcher.inbox().await("room.user_left");
        assertThat(watcher.inbox()
                        .all(event -> event.event().startsWith("room.user_")
                                && event.data().getString("userId").equals(user)))
                .extracting(Received::event)
                .containsExactly("room.user_joined", "room.user_left");
    }

    @Test
    void reachesStreamsOnEveryNodeByBroadcastAndNotification() {
        EventSource here = mine.add(EventSource.open(nodes.first(), Tokens.of(user), ""));
        EventSource there = mine.add(EventSource.open(nodes.second(), Tokens.of(user), ""));
        here.await("connected");
        there.await("connected");
        Rest publisher = new Rest(nodes.first(), Tokens.of("backend", "herald-publisher"));

        assertThat(publisher.post("/broadcast", Body.of("title", "all " + user)).status())
                .isEqualTo(202);
        assertThat(publisher
                        .post("/users/" + user.replace(" ", "%20") + "/notifications", Body.of("title", "one " + user))
                        .status())
                .isEqualTo(201);

        for (EventSource stream : List.of(here, there)) {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(stream.all("notification"))
                            .extracting(message ->
                                    message.json().getJsonObject("data").getString("title"))
                            .contains("all " + user, "one " + user));
        }
    }
}
