package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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

/** Saying things that are kept (protocol section 3, {@code message.*}), and what others see of it (section 4). */
@ExtendWith(ArquillianExtension.class)
class MessagesIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private final String room = "messages/" + UUID.randomUUID();

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
    void showsAMessageWithExactlyItsFields() {
        JsonObject sent = alice.say(room, "hello");
        Received message = bob.inbox().await("message");

        assertThat(sent).containsOnlyKeys("eventId", "ts", "duplicate");
        assertThat(sent.getBoolean("duplicate")).isFalse();
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
                        Body.of("userId", "alice", "connectionId", alice.connectionId()),
                        "data",
                        Body.of("content", "hello")));
    }

    @Test
    void relaysAnyJsonAsItWasWritten() {
        for (String content : List.of(
                "7",
                "-1.5",
                "1e400",
                "123456789012345678901234567890",
                "true",
                "null",
                "[]",
                "{}",
                "[[],{'a':[null]}]",
                "{'a':1,'a':2}",
                "'\\ud83d\\ude00 \\u0041\\/'",
                "'é ☃ 😀 \u2028'")) {
            String request = "{'event':'message.send','id':'" + UUID.randomUUID() + "','room':'" + room
                    + "','data':{'content':" + content + "}}";
            alice.sendText(request.replace('\'', '"'));
        }
        alice.roundTrip();

        assertThat(alice.inbox().all("error")).isEmpty();
        assertThat(bob.inbox().await(12, "message"))
                .extracting(one -> one.data().get("content").toString())
                .contains(
                        "7",
                        "-1.5",
                        "1E+400",
                        "123456789012345678901234567890",
                        "null",
                        "\"😀 A/\"",
                        "\"é ☃ 😀 \u2028\"");
    }

    @Test
    void refusesContentThatIsMissingEmptyOrTooLong() {
        for (JsonObject data : List.of(
                Body.of(),
                Body.of("content", ""),
                Body.of("content", "x".repeat(2001)),
                Body.of("content", "😀".repeat(2001)))) {
            for (String event : List.of("message.send", "message.edit")) {
                JsonObject withId =
                        Json.createObjectBuilder(data).add("messageId", "e-1").build();
                Received error = alice.reply(event, room, withId);

                assertThat(error.code()).isEqualTo("invalid_data");
                assertThat(error.data().getString("field")).isEqualTo("data.content");
            }
        }
        assertThat(alice.say(room, "😀".repeat(2000))).isNotEmpty();
    }

    @Test
    void refusesOtherFieldsOfAWrongForm() {
        assertThat(field("message.send", Body.of("content", "c", "echo", "no"))).isEqualTo("data.echo");
        assertThat(field("message.send", Body.of("content", "c", "replyTo", "no")))
                .isEqualTo("data.replyTo");
        assertThat(field("message.send", Body.of("content", "c", "replyTo", 1))).isEqualTo("data.replyTo");
        assertThat(field("message.edit", Body.of("content", "c"))).isEqualTo("data.messageId");
        assertThat(field("message.edit", Body.of("content", "c", "messageId", "1")))
                .isEqualTo("data.messageId");
        assertThat(field("message.delete", Body.of("messageId", 1))).isEqualTo("data.messageId");
        assertThat(field("message.read", Body.of())).isEqualTo("data.upTo");
        assertThat(field("message.read", Body.of("upTo", "now"))).isEqualTo("data.upTo");
    }

    @Test
    void namesTheMessageThatIsAnswered() {
        String question = alice.say(room, "who?").getString("eventId");
        bob.ack("message.send", room, Body.of("content", "me", "replyTo", question));

        assertThat(alice.inbox().await(2, "message").get(1).data())
                .isEqualTo(Body.of("content", "me", "replyTo", question));
    }

    @Test
    void leavesOutTheSenderWhoWantsNoEcho() {
        HeraldClient otherAlice = connect("alice");
        otherAlice.join(room);
        alice.ack("message.send", room, Body.of("content", "silent", "echo", false));

        assertThat(Heard.by(alice, bob, room)).noneMatch(one -> "silent".equals(one.content()));
        assertThat(otherAlice.inbox().await("message").content()).isEqualTo("silent");
        assertThat(bob.inbox().await("message").content()).isEqualTo("silent");
    }

    @Test
    void deliversTheSameRequestOnce() throws Exception {
        JsonObject data = Body.of("content", "once");
        JsonObject first =
                alice.requestAs("same", "message.send", room, data).get().data();
        HeraldClient otherAlice = connect("alice");
        otherAlice.join(room);
        JsonObject second =
                otherAlice.requestAs("same", "message.send", room, data).get().data();
        JsonObject ofBob =
                bob.requestAs("same", "message.send", room, data).get().data();

        assertThat(second)
                .isEqualTo(Body.of("eventId", first.getString("eventId"), "ts", first.get("ts"), "duplicate", true));
        assertThat(ofBob.getBoolean("duplicate")).isFalse();
        assertThat(Heard.by(bob, bob, room))
                .filteredOn(one -> "once".equals(one.content()))
                .extracting(Received::fromUser)
                .containsExactly("alice", "bob");
    }

    @Test
    void deliversTheSameRequestOnceEvenWhenItComesFromEverywhereAtOnce() {
        List<HeraldClient> alices =
                IntStream.range(0, 4).mapToObj(i -> connect("alice")).toList();
        alices.forEach(one -> one.join(room));
        IntStream.range(0, 400)
                .parallel()
                .forEach(i -> alices.get(i % 4)
                        .requestAs("key " + i / 8, "message.send", room, Body.of("content", "n" + i / 8)));
        alices.forEach(
                one -> one.inbox().await(100, reply -> reply.data().containsKey("duplicate"), Duration.ofSeconds(15)));

        List<Received> messages = Heard.by(bob, alice, room).stream()
                .filter(one -> one.is("message"))
                .toList();
        assertThat(messages).extracting(Received::content).hasSize(50).doesNotHaveDuplicates();
        assertThat(alices)
                .allSatisfy(one -> assertThat(one.inbox().all("ack"))
                        .filteredOn(ack -> ack.id().startsWith("key "))
                        .hasSize(100)
                        .allMatch(ack -> messages.stream()
                                .anyMatch(m -> m.eventId().equals(ack.data().getString("eventId")))));
    }

    @Test
    void movesReadMarksForwardOnly() {
        String one = alice.say(room, "one").getString("eventId");
        String two = alice.say(room, "two").getString("eventId");
        for (String upTo : List.of(two, one, two)) {
            assertThat(bob.ack("message.read", room, Body.of("upTo", upTo))).isEmpty();
        }

        assertThat(Heard.by(alice, bob, room))
                .filteredOn(event -> event.is("message.read"))
                .extracting(Received::envelope)
                .containsExactly(
                        Body.of("event", "message.read", "room", room, "data", Body.of("userId", "bob", "upTo", two)));
        assertThat(bob.inbox().all("message.read")).isEmpty();
        assertThat(field("message.read", Body.of("upTo", two.replaceAll("-.*", "-99"))))
                .isEqualTo("data.upTo");
        assertThat(field("message.read", Body.of("upTo", "other-1"))).isEqualTo("data.upTo");
    }

    private String field(String event, JsonObject data) {
        Received error = alice.reply(event, room, data);
        assertThat(error.code()).as(event + data).isEqualTo("invalid_data");
        return error.data().getString("field");
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
