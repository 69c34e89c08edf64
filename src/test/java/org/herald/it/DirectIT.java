package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages from user to user (protocol section 3, {@code direct.send}), and the room that belongs to each user. */
@ExtendWith(ArquillianExtension.class)
class DirectIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private final String run = UUID.randomUUID().toString();
    private final String alice = "alice " + run;
    private final String bob = "bob " + run;

    @Test
    void reachesEveryConnectionOfTheUserAndTheOtherOnesOfTheSender() {
        HeraldClient sender = connect(alice);
        HeraldClient other = connect(alice);
        List<HeraldClient> bobs = List.of(connect(bob), connect(bob));

        JsonObject sent = sender.ack("direct.send", null, Body.of("to", bob, "content", "psst"));

        assertThat(sent).containsOnlyKeys("eventId", "ts", "duplicate");
        assertThat(bobs)
                .allSatisfy(one -> assertThat(one.inbox().await("message").envelope())
                        .isEqualTo(Body.of(
                                "event",
                                "message",
                                "room",
                                "@" + bob,
                                "eventId",
                                sent.getString("eventId"),
                                "ts",
                                sent.get("ts"),
                                "from",
                                Body.of("userId", alice, "connectionId", sender.connectionId()),
                                "data",
                                Body.of("content", "psst"))));
        Received told = other.inbox().await("direct.sent");
        assertThat(told.data())
                .isEqualTo(Body.of("to", bob, "content", "psst", "messageId", sent.getString("eventId")));
        assertThat(told.envelope().get("from"))
                .isEqualTo(Body.of("userId", alice, "connectionId", sender.connectionId()));
        assertThat(told.eventId()).isNull();
        sender.roundTrip();
        assertThat(sender.inbox().all()).noneMatch(one -> one.is("direct.sent") || one.is("message"));
    }

    @Test
    void waitsForAUserWhoIsAway() {
        HeraldClient sender = connect(alice);
        String position =
                connect(bob).welcome().getJsonArray("rooms").getJsonObject(0).getString("position");
        mine.close();
        HeraldClient again = connect(alice);
        for (String content : List.of("one", "two")) {
            again.ack("direct.send", null, Body.of("to", bob, "content", content));
        }

        HeraldClient back = mine.add(HeraldClient.connect(
                server, handshake -> handshake.bearer(Tokens.of(bob)).query("join", "none")));
        assertThat(back.ack("room.join", "@" + bob, Body.of("since", position)).getBoolean("recovered"))
                .isTrue();
        assertThat(back.inbox().await(2, "message"))
                .extracting(Received::content)
                .containsExactly("one", "two");
        assertThat(back.ack("room.history", "@" + bob).getJsonArray("events")).hasSize(2);
        assertThat(connect(bob).welcome().getJsonArray("rooms").getJsonObject(0).getString("position"))
                .endsWith("-2");
        assertThat(sender.ending()).isPresent();
    }

    @Test
    void countsTheSameRequestOnce() throws Exception {
        HeraldClient sender = connect(alice);
        HeraldClient other = connect(alice);
        HeraldClient receiver = connect(bob);
        JsonObject data = Body.of("to", bob, "content", "once");
        sender.requestAs("d", "direct.send", null, data).get();
        assertThat(other.requestAs("d", "direct.send", null, data).get().data().getBoolean("duplicate"))
                .isTrue();
        sender.ack("direct.send", null, Body.of("to", bob, "content", "end"));

        other.inbox().await(one -> one.is("direct.sent") && "end".equals(one.content()));
        assertThat(other.inbox().all("direct.sent")).hasSize(2);
        assertThat(receiver.inbox().await(2, "message"))
                .extracting(Received::content)
                .containsExactly("once", "end");
    }

    @Test
    void refusesWhatIsNoUserOrNoContent() {
        HeraldClient sender = connect(alice);
        for (Object to : List.of("", "x".repeat(129), "a\u0000", "a\n", 7)) {
            assertThat(field(sender, Body.of("to", to, "content", "c"))).isEqualTo("data.to");
        }
        assertThat(field(sender, Body.of("content", "c"))).isEqualTo("data.to");
        assertThat(field(sender, Body.of("to", bob))).isEqualTo("data.content");
        assertThat(field(sender, Body.of("to", bob, "content", ""))).isEqualTo("data.content");
    }

    @Test
    void opensTheRoomOfAUserToNobodyElse() {
        HeraldClient owner = connect(bob);
        HeraldClient admin = mine.add(HeraldClient.connect(
                server,
                Tokens.user(alice)
                        .groups("herald-admin")
                        .claim(
                                "herald",
                                Json.createObjectBuilder(
                                                Map.of("join", List.of("*", "@*"), "publish", List.of("*", "@*")))
                                        .build())
                        .sign()));
        for (String event : List.of("room.join", "room.history", "room.members")) {
            assertThat(admin.refusal(event, "@" + bob, Body.of())).as(event).isEqualTo("room_forbidden");
        }
        for (HeraldClient one : List.of(admin, owner)) {
            String own = "@" + one.userId();
            assertThat(one.refusal("message.send", own, Body.of("content", "c")))
                    .isEqualTo("room_forbidden");
            assertThat(one.refusal("room.emit", own, Body.of("name", "n", "payload", 1)))
                    .isEqualTo("room_forbidden");
            assertThat(one.refusal("typing.start", own, Body.of())).isEqualTo("room_forbidden");
        }
        assertThat(admin.refusal("message.send", "@" + bob, Body.of("content", "c")))
                .isEqualTo("not_joined");
    }

    @Test
    void letsNeitherSideChangeWhatTheOtherSaid() {
        HeraldClient owner = connect(bob);
        HeraldClient sender = connect(alice);
        String id = sender.ack("direct.send", null, Body.of("to", bob, "content", "kept"))
                .getString("eventId");

        assertThat(owner.refusal("message.edit", "@" + bob, Body.of("messageId", id, "content", "c")))
                .isEqualTo("room_forbidden");
        assertThat(owner.refusal("message.delete", "@" + bob, Body.of("messageId", id)))
                .isEqualTo("room_forbidden");
        assertThat(owner.ack("message.read", "@" + bob, Body.of("upTo", id))).isEmpty();
    }

    private static String field(HeraldClient client, JsonObject data) {
        Received error = client.reply("direct.send", null, data);
        assertThat(error.code()).as("%s", data).isEqualTo("invalid_data");
        return error.data().getString("field");
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
