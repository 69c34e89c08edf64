package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Being in rooms (protocol section 3): joining, leaving, who is there, and what is refused. */
@ExtendWith(ArquillianExtension.class)
class RoomsIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    /** Enough for any event. */
    private static final JsonObject ALL_DATA =
            Body.of("content", "c", "messageId", "e-1", "upTo", "e-1", "name", "n", "payload", 1);

    private final String room = "rooms/" + UUID.randomUUID();

    @Test
    void joinsWhereTheRoomIs() {
        HeraldClient alice = connect("alice");

        JsonObject joined = alice.join(room);

        assertThat(joined).containsOnlyKeys("position", "recovered");
        assertThat(joined.getString("position")).matches("[0-9a-z]{1,32}-0");
        assertThat(joined.getBoolean("recovered")).isTrue();
        String eventId = alice.say(room, "first").getString("eventId");
        assertThat(connect("bob").join(room).getString("position")).isEqualTo(eventId);
    }

    @Test
    void joinsTwiceWithoutComplaint() {
        HeraldClient alice = connect("alice");
        alice.join(room);
        String eventId = alice.say(room, "once").getString("eventId");

        assertThat(alice.join(room)).isEqualTo(Body.of("position", eventId, "recovered", true));
        alice.say(room, "again");

        assertThat(Heard.by(alice, alice, room))
                .filteredOn(one -> one.is("message"))
                .hasSize(2);
    }

    @Test
    void refusesSinceForARoomThatIsJoined() {
        HeraldClient alice = connect("alice");
        String position = alice.join(room).getString("position");

        assertThat(alice.refusal("room.join", room, Body.of("since", position))).isEqualTo("conflict");
        assertThat(alice.ack("room.list", null).toString()).contains(room);
    }

    @Test
    void refusesSinceThatIsNoEventId() {
        HeraldClient alice = connect("alice");
        for (Object since :
                List.of("", "5", "x-", "-5", "x-05", "x--1", "X-1", "x-99999999999999999999", 5, true, List.of())) {
            for (String event : List.of("room.join", "room.history")) {
                Received error = alice.reply(event, room, Body.of("since", since));

                assertThat(error.code()).as(event + " " + since).isEqualTo("invalid_data");
                assertThat(error.data().getString("field")).isEqualTo("data.since");
            }
        }
        assertThat(alice.ack("room.list", null).toString()).doesNotContain(room);
    }

    @Test
    void refusesNamesThatAreNoRooms() {
        HeraldClient alice = connect("alice");
        for (String event : List.of(
                "room.join",
                "room.leave",
                "room.members",
                "room.history",
                "message.send",
                "message.edit",
                "message.delete",
                "message.read",
                "typing.start",
                "typing.stop",
                "room.emit")) {
            for (String name :
                    List.of("", " ", "/a", ".a", "a b", "räume", "a\n", "a\u0000", "x".repeat(129), "@", "@a\u0007")) {
                Received error = alice.reply(event, name, ALL_DATA);

                assertThat(error.code()).as(event + " " + name).isEqualTo("invalid_data");
                assertThat(error.data()).containsOnlyKeys("code", "message", "field");
                assertThat(error.data().getString("field")).isEqualTo("room");
            }
            assertThat(alice.reply(event, null, ALL_DATA).data().getString("field"))
                    .isEqualTo("room");
        }
    }

    @Test
    void refusesDataOfAWrongType() {
        HeraldClient alice = connect("alice");
        assertThat(field(alice, "room.join", Body.of("lasting", "yes"))).isEqualTo("data.lasting");
        assertThat(field(alice, "room.join", Body.of("lasting", 1))).isEqualTo("data.lasting");
        assertThat(field(alice, "room.history", Body.of("reverse", "true"))).isEqualTo("data.reverse");
        for (Object limit : List.of(0, -1, 1001, 1.5, "10", true)) {
            assertThat(field(alice, "room.history", Body.of("limit", limit)))
                    .as("" + limit)
                    .isEqualTo("data.limit");
        }
    }

    @Test
    void leavesAndHearsNothingMore() {
        HeraldClient alice = connect("alice");
        HeraldClient bob = connect("bob");
        alice.join(room);
        bob.join(room);

        assertThat(bob.ack("room.leave", room)).isEmpty();
        alice.say(room, "behind his back");
        String position = bob.join(room).getString("position");
        alice.say(room, "hello again");

        assertThat(position).endsWith("-1");
        assertThat(Heard.by(bob, alice, room))
                .filteredOn(one -> one.is("message"))
                .extracting(Received::content)
                .containsExactly("hello again");
    }

    @Test
    void carriesOutInRoomsOnlyWhatIsJoined() {
        HeraldClient alice = connect("alice");
        for (String event : List.of(
                "room.leave",
                "message.send",
                "message.edit",
                "message.delete",
                "message.read",
                "typing.start",
                "typing.stop",
                "room.emit")) {
            assertThat(alice.refusal(event, room, ALL_DATA)).as(event).isEqualTo("not_joined");
        }
        assertThat(alice.ack("room.members", room)).isEqualTo(Body.of("members", List.of(), "truncated", false));
        assertThat(alice.ack("room.history", room).getJsonArray("events")).isEmpty();
    }

    @Test
    void listsTheRoomsOfTheConnectionWithTheirPositions() {
        HeraldClient alice = connect("alice " + room);
        HeraldClient elsewhere = connect("alice " + room);
        elsewhere.join(room + "/elsewhere");
        alice.join(room);
        String eventId = alice.say(room, "one").getString("eventId");

        JsonObject list = alice.ack("room.list", null);

        assertThat(list).containsOnlyKeys("rooms");
        assertThat(list.getJsonArray("rooms"))
                .hasSize(2)
                .contains(Body.of("room", room, "position", eventId))
                .allSatisfy(entry -> assertThat(entry.asJsonObject()).containsOnlyKeys("room", "position"));
        assertThat(list.toString()).contains("@alice " + room);
    }

    @Test
    void listsTheMembersByUser() {
        HeraldClient alice = connect("alice");
        alice.join(room);
        connect("alice").join(room);
        connect("bob").join(room);

        JsonObject members = connect("carol").ack("room.members", room);

        assertThat(members).containsOnlyKeys("members", "truncated");
        assertThat(members.getBoolean("truncated")).isFalse();
        List<JsonObject> list = members.getJsonArray("members").getValuesAs(JsonObject.class);
        assertThat(list).hasSize(2).allSatisfy(member -> {
            assertThat(member).containsOnlyKeys("userId", "connections", "status", "since");
            assertThat(member.getString("status")).isEqualTo("online");
            assertThat(Duration.ofMillis(System.currentTimeMillis()
                            - member.getJsonNumber("since").longValue()))
                    .isBetween(Duration.ZERO, Duration.ofMinutes(1));
        });
        assertThat(list)
                .extracting(member -> member.getString("userId") + member.getInt("connections"))
                .containsExactly("alice2", "bob1");
    }

    @Test
    void joinsForGoodUntilTheUserLeaves() {
        String user = "lasting " + room;
        HeraldClient first = connect(user);
        first.ack("room.join", room, Body.of("lasting", true));
        String eventId = first.say(room, "before").getString("eventId");
        first.close();

        HeraldClient second = connect(user);
        assertThat(second.welcome().getJsonArray("rooms")).contains(Body.of("room", room, "position", eventId));
        second.say(room, "joined already");
        HeraldClient idle = mine.add(HeraldClient.connect(
                server, handshake -> handshake.bearer(Tokens.of(user)).query("join", "none")));
        assertThat(idle.welcome().getJsonArray("rooms")).hasSize(2);
        assertThat(idle.refusal("message.send", room, Body.of("content", "c"))).isEqualTo("not_joined");
        assertThat(idle.ack("room.list", null).getJsonArray("rooms")).isEmpty();
        second.ack("room.leave", room);

        assertThat(connect(user).welcome().getJsonArray("rooms")).hasSize(1);
    }

    @Test
    void keepsAVisitOnlyAsLongAsTheConnection() {
        String user = "visiting " + room;
        connect(user).join(room);

        assertThat(connect(user).welcome().getJsonArray("rooms"))
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.asJsonObject().getString("room")).isEqualTo("@" + user));
    }

    private String field(HeraldClient client, String event, JsonObject data) {
        Received error = client.reply(event, room, data);
        assertThat(error.code()).as(event + data).isEqualTo("invalid_data");
        return error.data().getString("field");
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
