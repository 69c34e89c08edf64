package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is told and forgotten (protocol section 3): typing, events of applications, signals, ping. */
@ExtendWith(ArquillianExtension.class)
class LiveIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private final String room = "live/" + UUID.randomUUID();

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
    void tellsTheOthersWhoTypes() {
        assertThat(alice.ack("typing.start", room)).isEmpty();
        alice.ack("typing.start", room);
        assertThat(alice.ack("typing.stop", room)).isEmpty();
        alice.ack("typing.stop", room);

        assertThat(Heard.by(bob, alice, room))
                .filteredOn(LiveIT::isTyping)
                .extracting(Received::envelope)
                .containsExactly(typing("typing.started"), typing("typing.stopped"));
        assertThat(alice.inbox().all(LiveIT::isTyping)).isEmpty();
    }

    @Test
    void endsTypingByItselfAfterSixSeconds() {
        alice.ack("typing.start", room);
        Received started = bob.inbox().await("typing.started");
        Received stopped = bob.inbox().await("typing.stopped");

        assertThat(Duration.ofNanos(stopped.atNanos() - started.atNanos()))
                .isBetween(Duration.ofMillis(5_500), Duration.ofSeconds(9));
        assertThat(stopped.envelope()).isEqualTo(typing("typing.stopped"));
    }

    @Test
    void endsTypingWithTheStayInTheRoom() {
        alice.ack("typing.start", room);
        alice.ack("room.leave", room);
        bob.inbox().await("typing.stopped");
        alice.join(room);
        alice.ack("typing.start", room);
        alice.vanish();
        bob.inbox().await(2, "typing.stopped");

        assertThat(bob.inbox().all(LiveIT::isTyping))
                .extracting(Received::event)
                .containsExactly("typing.started", "typing.stopped", "typing.started", "typing.stopped");
    }

    @Test
    void handsEventsOfApplicationsToTheOthers() {
        HeraldClient otherAlice = connect("alice");
        otherAlice.join(room);
        assertThat(alice.ack("room.emit", room, Body.of("name", "cursor", "payload", Body.of("x", 1))))
                .isEmpty();

        Received event = bob.inbox().await("room.event");
        assertThat(event.envelope()).containsOnlyKeys("event", "room", "ts", "from", "data");
        assertThat(event.data()).isEqualTo(Body.of("name", "cursor", "payload", Body.of("x", 1)));
        assertThat(event.envelope().get("from"))
                .isEqualTo(Body.of("userId", "alice", "connectionId", alice.connectionId()));
        assertThat(otherAlice.inbox().await("room.event").data()).isEqualTo(event.data());
        assertThat(Heard.by(alice, bob, room)).noneMatch(one -> one.is("room.event"));
        assertThat(alice.ack("room.history", room).getJsonArray("events")).hasSize(1);
    }

    @Test
    void refusesEventsOfApplicationsWithoutNameOrPayload() {
        assertThat(field("room.emit", Body.of("payload", 1))).isEqualTo("data.name");
        assertThat(field("room.emit", Body.of("payload", 1, "name", ""))).isEqualTo("data.name");
        assertThat(field("room.emit", Body.of("payload", 1, "name", "x".repeat(65))))
                .isEqualTo("data.name");
        assertThat(field("room.emit", Body.of("payload", 1, "name", 1))).isEqualTo("data.name");
        assertThat(field("room.emit", Body.of("name", "n"))).isEqualTo("data.payload");
        alice.ack("room.emit", room, Body.of("name", "x".repeat(64), "payload", JsonValue.NULL));
        assertThat(bob.inbox().await("room.event").data().get("payload")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void carriesASignalToOneConnection() {
        HeraldClient otherBob = connect("bob");
        otherBob.join(room);
        for (String type : List.of("offer", "answer", "candidate", "bye")) {
            assertThat(alice.ack(
                            "signal.send",
                            null,
                            Body.of("to", bob.connectionId(), "type", type, "payload", Body.of("sdp", "v=0"))))
                    .isEmpty();
        }
        alice.ack("signal.send", null, Body.of("to", bob.connectionId(), "type", "bye"));

        List<Received> signals = bob.inbox().await(5, "signal");
        assertThat(signals)
                .extracting(one -> one.data().getString("type"))
                .containsExactly("offer", "answer", "candidate", "bye", "bye");
        assertThat(signals.get(0).envelope()).containsOnlyKeys("event", "ts", "from", "data");
        assertThat(signals.get(0).data()).isEqualTo(Body.of("type", "offer", "payload", Body.of("sdp", "v=0")));
        assertThat(signals.get(4).data()).isEqualTo(Body.of("type", "bye"));
        assertThat(signals.get(0).envelope().get("from"))
                .isEqualTo(Body.of("userId", "alice", "connectionId", alice.connectionId()));
        assertThat(Heard.by(otherBob, alice, room)).noneMatch(one -> one.is("signal"));
    }

    @Test
    void carriesNoSignalToAConnectionThatSharesNoRoom() {
        HeraldClient carol = connect("carol");
        carol.join(room + "/elsewhere");
        for (String to : List.of(carol.connectionId(), "c-nobody")) {
            assertThat(alice.refusal("signal.send", null, Body.of("to", to, "type", "offer", "payload", 1)))
                    .isEqualTo("not_found");
        }
        carol.join(room);
        assertThat(alice.ack("signal.send", null, Body.of("to", carol.connectionId(), "type", "offer", "payload", 1)))
                .isEmpty();
        carol.ack("room.leave", room);
        assertThat(alice.refusal(
                        "signal.send", null, Body.of("to", carol.connectionId(), "type", "offer", "payload", 2)))
                .isEqualTo("not_found");
        carol.roundTrip();
        assertThat(carol.inbox().all("signal"))
                .singleElement()
                .satisfies(one -> assertThat(one.data().getInt("payload")).isOne());
    }

    @Test
    void refusesSignalsOfAWrongForm() {
        assertThat(field("signal.send", Body.of("type", "offer", "payload", 1))).isEqualTo("data.to");
        assertThat(field("signal.send", Body.of("to", "", "type", "offer", "payload", 1)))
                .isEqualTo("data.to");
        assertThat(field("signal.send", Body.of("to", "c d", "type", "offer", "payload", 1)))
                .isEqualTo("data.to");
        assertThat(field("signal.send", Body.of("to", "c", "payload", 1))).isEqualTo("data.type");
        assertThat(field("signal.send", Body.of("to", "c", "type", "OFFER", "payload", 1)))
                .isEqualTo("data.type");
        assertThat(field("signal.send", Body.of("to", "c", "type", "offer"))).isEqualTo("data.payload");
    }

    @Test
    void tellsItsTime() {
        for (String event : List.of("ping", "presence.heartbeat")) {
            JsonObject data = alice.ack(event, null);

            assertThat(data).containsOnlyKeys("ts");
            assertThat(Duration.ofMillis(System.currentTimeMillis()
                            - data.getJsonNumber("ts").longValue()))
                    .isBetween(Duration.ofSeconds(-1), Duration.ofSeconds(10));
        }
    }

    private String field(String event, JsonObject data) {
        Received error = alice.reply(event, room, data);
        assertThat(error.code()).as(event + data).isEqualTo("invalid_data");
        return error.data().getString("field");
    }

    private JsonObject typing(String event) {
        return Body.of("event", event, "room", room, "data", Body.of("userId", "alice"));
    }

    private static boolean isTyping(Received one) {
        return one.event().startsWith("typing.");
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
