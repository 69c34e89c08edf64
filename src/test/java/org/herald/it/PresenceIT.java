package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
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

/** Who is there (protocol section 4): users come and go by their first and last connection, with a grace in between. */
@ExtendWith(ArquillianExtension.class)
class PresenceIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private final String room = "presence/" + UUID.randomUUID();

    private HeraldClient watcher;

    @BeforeEach
    void watch() {
        watcher = connect("watcher");
        watcher.join(room);
    }

    @Test
    void tellsOnceThatAUserCameAndOnceThatTheUserLeft() {
        HeraldClient first = connect("alice");
        HeraldClient second = connect("alice");
        first.join(room);
        second.join(room);
        first.ack("room.leave", room);
        second.ack("room.leave", room);

        assertThat(heard())
                .extracting(Received::envelope)
                .containsExactly(
                        Body.of("event", "room.user_joined", "room", room, "data", Body.of("userId", "alice")),
                        Body.of("event", "room.user_left", "room", room, "data", Body.of("userId", "alice")));
        assertThat(first.inbox().all(PresenceIT::isPresence)).isEmpty();
    }

    @Test
    void tellsThatAUserLeftWhenTheLastConnectionIsGoneForLongerThanTheGrace() {
        HeraldClient first = connect("alice");
        HeraldClient second = connect("alice");
        first.join(room);
        second.join(room);
        first.vanish();
        second.close();
        long gone = System.nanoTime();

        Received left = watcher.inbox().await("room.user_left");
        assertThat(Duration.ofNanos(left.atNanos() - gone)).isGreaterThan(Duration.ofMillis(300));
        assertThat(heard()).extracting(Received::event).containsExactly("room.user_joined", "room.user_left");
    }

    @Test
    void keepsAUserWhoIsBackInTime() {
        connect("alice").join(room);
        HeraldClient current = watcher;
        for (int i = 0; i < 5; i++) {
            current = connect("bob");
            current.join(room);
            HeraldClient gone = current;
            gone.vanish();
            gone.awaitEnding();
        }
        HeraldClient back = connect("bob");
        back.join(room);
        back.ack("room.leave", room);

        assertThat(heard())
                .extracting(one -> one.event() + " " + one.data().getString("userId"))
                .containsExactly("room.user_joined alice", "room.user_joined bob", "room.user_left bob");
    }

    @Test
    void countsOnlyThoseWhoHaveAConnection() {
        HeraldClient alice = connect("alice");
        alice.join(room);
        HeraldClient bob = connect("bob");
        bob.join(room);
        bob.vanish();

        Awaitility.await().until(() -> members().size() == 2);
        assertThat(members()).extracting(member -> member.getString("userId")).containsExactly("watcher", "alice");
    }

    @Test
    void tellsTheRoomsOfAUserHowTheUserIs() {
        HeraldClient alice = connect("alice");
        HeraldClient stranger = connect("stranger");
        stranger.join(room + "/elsewhere");
        alice.join(room);
        alice.join(room + "/too");
        watcher.join(room + "/too");
        assertThat(alice.ack("presence.status", null, Body.of("status", "busy", "text", "in a meeting 📅")))
                .isEmpty();
        alice.ack("presence.status", null, Body.of("status", "away"));

        List<Received> changes = watcher.inbox().await(4, "presence.changed");
        assertThat(changes)
                .filteredOn(one -> room.equals(one.room()))
                .extracting(Received::envelope)
                .containsExactly(
                        Body.of(
                                "event",
                                "presence.changed",
                                "room",
                                room,
                                "data",
                                Body.of("userId", "alice", "status", "busy", "text", "in a meeting 📅")),
                        Body.of(
                                "event",
                                "presence.changed",
                                "room",
                                room,
                                "data",
                                Body.of("userId", "alice", "status", "away")));
        assertThat(members().get(1).getString("status")).isEqualTo("away");
        assertThat(members().get(1)).doesNotContainKey("text");
        stranger.roundTrip();
        assertThat(stranger.inbox().all("presence.changed")).isEmpty();
    }

    @Test
    void refusesAStatusThatThereIsNot() {
        assertThat(field(Body.of())).isEqualTo("data.status");
        assertThat(field(Body.of("status", "Online"))).isEqualTo("data.status");
        assertThat(field(Body.of("status", 1))).isEqualTo("data.status");
        assertThat(field(Body.of("status", "online", "text", 5))).isEqualTo("data.text");
        assertThat(field(Body.of("status", "online", "text", "x".repeat(201)))).isEqualTo("data.text");
    }

    @Test
    void announcesNobodyWhereThatIsOff() {
        String quiet = "quiet/" + UUID.randomUUID();
        watcher.join(quiet);
        HeraldClient alice = connect("alice");
        alice.join(quiet);

        assertThat(Heard.by(watcher, alice, quiet)).noneMatch(PresenceIT::isPresence);
        assertThat(watcher.ack("room.members", quiet).getJsonArray("members")).hasSize(2);
    }

    @Test
    void keepsNoMembersWhereThatIsOff() {
        String hidden = "hidden/" + UUID.randomUUID();
        watcher.join(hidden);
        HeraldClient alice = connect("alice");
        alice.join(hidden);

        assertThat(Heard.by(watcher, alice, hidden)).noneMatch(PresenceIT::isPresence);
        assertThat(watcher.refusal("room.members", hidden, null)).isEqualTo("room_forbidden");
    }

    /** What the watcher heard of comings and goings by now. */
    private List<Received> heard() {
        return Heard.by(watcher, watcher, room).stream()
                .filter(PresenceIT::isPresence)
                .toList();
    }

    private List<JsonObject> members() {
        return watcher.ack("room.members", room).getJsonArray("members").getValuesAs(JsonObject.class);
    }

    private String field(JsonObject data) {
        Received error = watcher.reply("presence.status", null, data);
        assertThat(error.code()).as("%s", data).isEqualTo("invalid_data");
        return error.data().getString("field");
    }

    private static boolean isPresence(Received one) {
        return one.event().startsWith("room.user_");
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
