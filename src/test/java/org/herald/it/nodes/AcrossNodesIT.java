package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.HandshakeRefused;
import org.herald.it.kit.Heard;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.ManyNodes;
import org.herald.it.kit.Received;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever clients can do with each other they can do when they are on different nodes. */
@Tag("newer-jdk")
class AcrossNodesIT {

    @AutoClose
    private final Belongings mine = new Belongings();

    private final String room = "across/" + UUID.randomUUID();
    private final String alice = "alice " + room;
    private final String bob = "bob " + room;
    private final Server first = nodes().first();
    private final Server second = nodes().second();

    ManyNodes nodes() {
        return ManyNodes.shared();
    }

    @Test
    void takesAMessageToAUserOnEveryNode() {
        HeraldClient sender = connect(first, alice);
        HeraldClient other = connect(second, alice);
        List<HeraldClient> bobs = List.of(connect(first, bob), connect(second, bob));

        JsonObject sent = sender.ack("direct.send", null, Body.of("to", bob, "content", "psst"));

        assertThat(bobs)
                .allSatisfy(one ->
                        assertThat(one.inbox().await("message").eventId()).isEqualTo(sent.getString("eventId")));
        assertThat(other.inbox().await("direct.sent").data().getString("messageId"))
                .isEqualTo(sent.getString("eventId"));
        sender.roundTrip();
        assertThat(sender.inbox().all("direct.sent")).isEmpty();
    }

    @Test
    void takesASignalToAConnectionOnAnotherNodeIfBothShareARoom() {
        HeraldClient caller = connect(first, alice);
        HeraldClient called = connect(second, bob);
        HeraldClient sameUser = connect(second, bob);
        JsonObject offer = Body.of("to", called.connectionId(), "type", "offer", "payload", Body.of("sdp", "v=0"));
        caller.join(room);
        assertThat(caller.refusal("signal.send", null, offer)).isEqualTo("not_found");
        called.join(room);
        sameUser.join(room);

        assertThat(caller.ack("signal.send", null, offer)).isEmpty();

        Received signal = called.inbox().await("signal");
        assertThat(signal.data()).isEqualTo(Body.of("type", "offer", "payload", Body.of("sdp", "v=0")));
        assertThat(signal.envelope().getJsonObject("from"))
                .isEqualTo(Body.of("userId", alice, "connectionId", caller.connectionId()));
        assertThat(Heard.by(sameUser, called, room)).noneMatch(one -> one.is("signal"));
        called.close();
        assertThat(caller.refusal("signal.send", null, offer)).isEqualTo("not_found");
    }

    @Test
    void tellsWhoTypesAndWhatApplicationsEmit() {
        HeraldClient typist = connect(first, alice);
        HeraldClient reader = connect(second, bob);
        typist.join(room);
        reader.join(room);

        typist.ack("typing.start", room);
        typist.ack("typing.stop", room);
        typist.ack("room.emit", room, Body.of("name", "cursor", "payload", 7));

        assertThat(reader.inbox().await("typing.started").data()).isEqualTo(Body.of("userId", alice));
        assertThat(reader.inbox().await("typing.stopped").data()).isEqualTo(Body.of("userId", alice));
        assertThat(reader.inbox().await("room.event").data()).isEqualTo(Body.of("name", "cursor", "payload", 7));
        assertThat(Heard.by(typist, reader, room))
                .noneMatch(one -> one.event().startsWith("typing") || one.is("room.event"));
    }

    @Test
    void countsTheConnectionsOfAUserOnAllNodesAsOneUser() {
        HeraldClient watcher = connect(second, bob);
        watcher.join(room);
        HeraldClient here = connect(first, alice);
        HeraldClient there = connect(second, alice);
        here.join(room);
        there.join(room);
        here.ack("presence.status", null, Body.of("status", "busy", "text", "in a meeting"));

        Received changed = watcher.inbox().await("presence.changed");
        assertThat(changed.data()).isEqualTo(Body.of("userId", alice, "status", "busy", "text", "in a meeting"));
        for (HeraldClient asker : List.of(here, watcher)) {
            JsonObject member = members(asker).get(1);
            assertThat(member.getString("userId")).isEqualTo(alice);
            assertThat(member.getInt("connections")).isEqualTo(2);
            assertThat(member.getString("status")).isEqualTo("busy");
        }
        here.ack("room.leave", room);
        assertThat(members(watcher).get(1).getInt("connections")).isEqualTo(1);
        there.vanish();
        watcher.inbox().await("room.user_left");
        assertThat(Heard.by(watcher, watcher, room))
                .filteredOn(one -> one.event().startsWith("room.user_"))
                .extracting(Received::event)
                .containsExactly("room.user_joined", "room.user_left");
    }

    @Test
    void keepsAUserWhoComesBackOnAnotherNodeInTime() {
        HeraldClient watcher = connect(first, bob);
        watcher.join(room);
        HeraldClient gone = connect(first, alice);
        gone.join(room);
        HeraldClient back = connect(second, alice);
        gone.vanish();
        back.join(room);
        gone.awaitEnding();
        await().until(() -> members(watcher).get(1).getInt("connections") == 1);
        back.ack("room.leave", room);

        assertThat(Heard.by(watcher, watcher, room))
                .filteredOn(one -> one.event().startsWith("room.user_"))
                .extracting(Received::event)
                .containsExactly("room.user_joined", "room.user_left");
    }

    @Test
    void movesAReadMarkOnlyForwardWhereverItIsMoved() {
        HeraldClient here = connect(first, alice);
        HeraldClient there = connect(second, alice);
        HeraldClient watcher = connect(second, bob);
        List.of(here, there, watcher).forEach(one -> one.join(room));
        String one = watcher.say(room, "one").getString("eventId");
        String two = watcher.say(room, "two").getString("eventId");
        here.ack("message.read", room, Body.of("upTo", two));
        there.ack("message.read", room, Body.of("upTo", one));

        assertThat(Heard.by(watcher, watcher, room))
                .filteredOn(event -> event.is("message.read"))
                .extracting(Received::data)
                .containsExactly(Body.of("userId", alice, "upTo", two));
    }

    @Test
    void remembersALastingMembershipEverywhereUntilItEndsAnywhere() {
        connect(first, alice).ack("room.join", room, Body.of("lasting", true));
        HeraldClient speaker = connect(first, bob);
        speaker.join(room);

        HeraldClient there = connect(second, alice);
        assertThat(rooms(there)).containsExactlyInAnyOrder("@" + alice, room);
        speaker.say(room, "hello");
        assertThat(there.inbox().await("message").content()).isEqualTo("hello");
        there.ack("room.leave", room);
        assertThat(rooms(connect(first, alice))).containsExactly("@" + alice);
    }

    @Test
    void countsTheConnectionsOfAUserOverAllNodes() {
        List<HeraldClient> all = new ArrayList<>();
        for (Server server : List.of(first, second, first, second, first)) {
            all.add(connect(server, alice));
        }
        for (Server server : List.of(first, second)) {
            HandshakeRefused refused = catchThrowableOfType(HandshakeRefused.class, () -> connect(server, alice));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.answer().json().getString("code")).isEqualTo("too_many_connections");
        }
        all.get(0).close();

        await().ignoreExceptionsInstanceOf(HandshakeRefused.class).until(() -> connect(second, alice) != null);
        assertThat(catchThrowableOfType(HandshakeRefused.class, () -> connect(first, alice)))
                .isNotNull();
    }

    @Test
    void knowsARequestThatWasMadeOnAnotherNode() throws ExecutionException, InterruptedException {
        HeraldClient here = connect(first, alice);
        HeraldClient there = connect(second, alice);
        here.join(room);
        there.join(room);
        JsonObject data = Body.of("content", "once");
        JsonObject sent = here.requestAs("r1", "message.send", room, data).get().data();

        JsonObject again =
                there.requestAs("r1", "message.send", room, data).get().data();

        assertThat(again.getBoolean("duplicate")).isTrue();
        assertThat(again.getString("eventId")).isEqualTo(sent.getString("eventId"));
        assertThat(Heard.by(there, here, room))
                .filteredOn(one -> "once".equals(one.content()))
                .hasSize(1);
    }

    @Test
    void recoversOnOneNodeWhatWasMissedOnAnother() {
        HeraldClient gone = connect(first, alice);
        HeraldClient speaker = connect(first, bob);
        String since = gone.join(room).getString("position");
        speaker.join(room);
        gone.close();
        for (int i = 1; i <= 150; i++) {
            speaker.say(room, "m" + i);
        }

        HeraldClient back = connect(second, alice);
        assertThat(back.ack("room.join", room, Body.of("since", since)).get("recovered"))
                .isEqualTo(JsonValue.TRUE);

        assertThat(back.inbox().await(150, "message")).extracting(Received::seq).isSorted();
        assertThat(Heard.by(back, back, room))
                .filteredOn(one -> one.is("message") && one.content().startsWith("m"))
                .hasSize(150);
    }

    private List<JsonObject> members(HeraldClient asker) {
        return asker.ack("room.members", room).getJsonArray("members").getValuesAs(JsonObject.class);
    }

    private static List<String> rooms(HeraldClient client) {
        return client.welcome().getJsonArray("rooms").getValuesAs(JsonObject.class).stream()
                .map(entry -> entry.getString("room"))
                .toList();
    }

    private HeraldClient connect(Server server, String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
