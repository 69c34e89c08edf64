package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
import org.herald.it.kit.WireFrame;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Binary frames (protocol section 3): header, payload, and what becomes of them. */
@ExtendWith(ArquillianExtension.class)
class BinaryIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private static final byte[] PAYLOAD = {0, -1, '{', '"', 127, -128, 10};
    private static final String BASE64 = Base64.getEncoder().encodeToString(PAYLOAD);

    private final String room = "binary/" + UUID.randomUUID();

    private HeraldClient alice;
    private HeraldClient bob;

    @BeforeEach
    void join() {
        alice = connect("alice");
        bob = connect("bob");
        alice.join(room);
        bob.join(room);
    }

    @Test
    void relaysAMessageAsABinaryFrameOfTheSameForm() {
        alice.sendBinary(Body.of("event", "message.send", "id", "b1", "room", room), PAYLOAD);
        JsonObject sent = alice.inbox().await(one -> "b1".equals(one.id())).data();
        Received message = bob.inbox().await("message");

        assertThat(message.payload()).isEqualTo(PAYLOAD);
        assertThat(message.envelope())
                .isEqualTo(Body.of(
                        "event",
                        "message",
                        "room",
                        room,
                        "eventId",
                        sent.getString("eventId"),
                        "ts",
                        sent.get("ts"),
                        "from",
                        Body.of("userId", "alice", "connectionId", alice.connectionId())));
        assertThat(alice.inbox().await("message").payload()).isEqualTo(PAYLOAD);
    }

    @Test
    void heedsTheOtherFieldsOfAMessage() {
        String question = bob.say(room, "a picture?").getString("eventId");
        alice.sendBinary(
                Body.of("event", "message.send", "id", "b1", "room", room, "echo", false, "replyTo", question),
                PAYLOAD);
        alice.sendBinary(
                Body.of("event", "message.send", "id", "b1", "room", room, "echo", false, "replyTo", question),
                PAYLOAD);

        Received picture = bob.inbox().await(2, "message").get(1);
        assertThat(picture.envelope().getString("replyTo")).isEqualTo(question);
        assertThat(Heard.by(alice, bob, room)).noneMatch(one -> one.payload() != null);
        assertThat(bob.inbox().all(one -> one.payload() != null)).hasSize(1);
        alice.roundTrip();
        assertThat(alice.inbox().all(one -> "b1".equals(one.id())))
                .extracting(one -> one.data().getBoolean("duplicate"))
                .containsExactly(false, true);
    }

    @Test
    void relaysAnEventOfAnApplication() {
        alice.sendBinary(Body.of("event", "room.emit", "id", "e1", "room", room, "name", "cursor"), PAYLOAD);
        Received event = bob.inbox().await("room.event");

        assertThat(event.payload()).isEqualTo(PAYLOAD);
        assertThat(event.envelope()).containsOnlyKeys("event", "room", "ts", "from", "name");
        assertThat(event.envelope().getString("name")).isEqualTo("cursor");
        assertThat(event.fromUser()).isEqualTo("alice");
        assertThat(alice.inbox().await(one -> "e1".equals(one.id())).data()).isEmpty();
        assertThat(Heard.by(alice, bob, room)).noneMatch(one -> one.is("room.event"));
    }

    @Test
    void relaysADirectMessage() {
        HeraldClient otherAlice = connect("alice");
        alice.sendBinary(Body.of("event", "direct.send", "id", "d1", "to", "bob"), PAYLOAD);
        Received message = bob.inbox().await("message");
        Received sent = otherAlice.inbox().await("direct.sent");

        assertThat(message.payload()).isEqualTo(PAYLOAD);
        assertThat(message.room()).isEqualTo("@bob");
        assertThat(sent.data())
                .isEqualTo(Body.of("to", "bob", "content", Body.of("base64", BASE64), "messageId", message.eventId()));
    }

    @Test
    void takesAnEmptyPayload() {
        alice.sendBinary(Body.of("event", "message.send", "room", room));

        assertThat(bob.inbox().await("message").payload()).isEmpty();
    }

    @Test
    void listsBinaryContentInBase64AndReplaysItAsItWas() {
        String beginning = alice.ack("room.join", room).getString("position");
        alice.sendBinary(Body.of("event", "message.send", "id", "b1", "room", room), PAYLOAD);
        alice.inbox().await(one -> "b1".equals(one.id()));

        JsonObject listed =
                alice.ack("room.history", room).getJsonArray("events").getJsonObject(0);
        assertThat(listed.getJsonObject("data")).isEqualTo(Body.of("content", Body.of("base64", BASE64)));
        HeraldClient late = connect("late");
        late.ack("room.join", room, Body.of("since", beginning));
        assertThat(late.inbox().await("message").payload()).isEqualTo(PAYLOAD);
        HeraldClient lost = connect("lost");
        lost.ack("room.join", room, Body.of("since", "another-1"));
        assertThat(lost.inbox()
                        .await("room.state")
                        .data()
                        .getJsonArray("events")
                        .getJsonObject(0))
                .isEqualTo(listed);
    }

    @Test
    void editsAndDeletesBinaryMessagesAsAnyOther() {
        alice.sendBinary(Body.of("event", "message.send", "id", "b1", "room", room), PAYLOAD);
        String id = alice.inbox().await(one -> "b1".equals(one.id())).data().getString("eventId");

        alice.ack("message.edit", room, Body.of("messageId", id, "content", "in words"));
        assertThat(alice.ack("room.history", room).toString())
                .contains("in words")
                .doesNotContain("base64");
        alice.ack("message.delete", room, Body.of("messageId", id));
        assertThat(alice.ack("room.history", room).toString()).doesNotContain("in words");
    }

    @Test
    void refusesAHeaderThatIsLongerThanTheFrame() {
        for (byte[] frame : List.of(
                new byte[0], new byte[1], new byte[] {0, 1}, new byte[] {-1, -1, '{', '}'}, new byte[] {0, 3, '{', '}'
                })) {
            assertThat(Heard.answer(alice, WireFrame.binary(frame)).code()).isIn("bad_envelope");
        }
    }

    @Test
    void refusesAHeaderThatIsNoEnvelope() {
        assertThat(Heard.answer(alice, frame("")).code()).isEqualTo("bad_json");
        assertThat(Heard.answer(alice, frame("{")).code()).isEqualTo("bad_json");
        assertThat(Heard.answer(alice, frame("{} ")).code()).isEqualTo("bad_envelope");
        assertThat(Heard.answer(alice, frame("[1]")).code()).isEqualTo("bad_envelope");
        assertThat(Heard.answer(alice, frame("{\"event\":3}")).code()).isEqualTo("bad_envelope");
        assertThat(Heard.answer(alice, frame("[".repeat(30_000))).code()).isEqualTo("bad_json");
        byte[] invalid = {0, 2, (byte) 0xC3, (byte) 0x28};
        assertThat(Heard.answer(alice, WireFrame.binary(invalid)).code()).isEqualTo("bad_envelope");
        Received error = Heard.answer(alice, frame("{\"event\":\"message.send\",\"id\":\"i\"}"));
        assertThat(error.id()).isEqualTo("i");
        assertThat(error.data().getString("field")).isEqualTo("room");
    }

    @Test
    void refusesEventsThatMayNotBeBinary() {
        for (String event :
                List.of("ping", "room.join", "message.edit", "message.delete", "auth.refresh", "signal.send")) {
            Received error =
                    Heard.answer(alice, frame("{\"event\":\"" + event + "\",\"id\":\"i\",\"room\":\"" + room + "\"}"));

            assertThat(error.code()).as(event).isEqualTo("invalid_data");
            assertThat(error.id()).isEqualTo("i");
            assertThat(error.data().getString("field")).isEqualTo("event");
        }
        assertThat(Heard.answer(alice, frame("{\"event\":\"no.such\"}")).code()).isEqualTo("unknown_event");
    }

    @Test
    void holdsBinaryFramesToTheSameRules() {
        assertThat(refusal(Body.of("event", "message.send", "id", "1", "room", "elsewhere")))
                .isEqualTo("not_joined");
        assertThat(refusal(Body.of("event", "message.send", "id", "2", "room", room, "v", 2)))
                .isEqualTo("unsupported_version");
        assertThat(refusal(Body.of("event", "room.emit", "id", "3", "room", room)))
                .isEqualTo("invalid_data");
        assertThat(refusal(Body.of("event", "room.emit", "id", "4", "room", room, "name", "x".repeat(65))))
                .isEqualTo("invalid_data");
        assertThat(refusal(Body.of("event", "direct.send", "id", "5"))).isEqualTo("invalid_data");
    }

    private String refusal(JsonObject header) {
        alice.sendBinary(header, PAYLOAD);
        return alice.inbox()
                .await(one -> header.getString("id").equals(one.id()))
                .code();
    }

    private static WireFrame frame(String header) {
        byte[] head = header.getBytes(StandardCharsets.UTF_8);
        return WireFrame.binary(ByteBuffer.allocate(2 + head.length + 3)
                .putShort((short) head.length)
                .put(head)
                .array());
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
