package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

/** The first thing that a connection hears (protocol section 1). */
@ExtendWith(ArquillianExtension.class)
class WelcomeIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void saysWhoIsConnectedToWhatAndOnWhichTerms() {
        Instant end = Instant.now().plus(Duration.ofMinutes(10));
        HeraldClient alice = connect(Tokens.user("alice").expiresIn(Duration.ofMinutes(10)));

        Received first = alice.inbox().all().get(0);
        JsonObject data = first.data();

        assertThat(first.event()).isEqualTo("connected");
        assertThat(first.id()).isNull();
        assertThat(first.room()).isNull();
        assertThat(first.eventId()).isNull();
        assertThat(data.keySet())
                .containsExactlyInAnyOrder(
                        "connectionId",
                        "userId",
                        "node",
                        "protocol",
                        "heartbeat",
                        "maxMessageSize",
                        "rooms",
                        "expiresAt");
        assertThat(data.getString("connectionId")).matches("c-[0-9a-f]{24}");
        assertThat(data.getString("userId")).isEqualTo("alice");
        assertThat(data.getString("node")).isEqualTo("herald");
        assertThat(data.getString("protocol")).isEqualTo("herald.v1");
        assertThat(data.getJsonObject("heartbeat")).isEqualTo(Body.of("intervalMs", 30_000, "timeoutMs", 90_000));
        assertThat(data.getInt("maxMessageSize")).isEqualTo(65_536);
        assertThat(data.getJsonNumber("expiresAt").longValue()).isCloseTo(end.toEpochMilli(), within(2_000L));
    }

    @Test
    void callsEachConnectionByAnotherName() {
        assertThat(connect(Tokens.user("alice")).connectionId())
                .isNotEqualTo(connect(Tokens.user("alice")).connectionId());
    }

    @Test
    void takesTheUserToHisOwnRoom() {
        HeraldClient ann = connect(Tokens.user("welcome-ann"));

        assertThat(rooms(ann)).containsExactly("@welcome-ann");
        assertThat(listed(ann)).containsExactly("@welcome-ann");
        assertThat(room(ann, "@welcome-ann").getString("position")).matches("[0-9a-z]+-0");
    }

    @Test
    void takesTheUserBackToTheRoomsOfLastingMembership() {
        HeraldClient before = connect(Tokens.user("welcome-bea"));
        before.ack("room.join", "welcome/z", Body.of("lasting", true));
        before.ack("room.join", "welcome/a", Body.of("lasting", true));
        before.join("welcome/passing");
        String eventId = before.say("welcome/a", "until later").getString("eventId");
        before.close();

        HeraldClient after = connect(Tokens.user("welcome-bea"));

        assertThat(rooms(after)).containsExactlyInAnyOrder("@welcome-bea", "welcome/a", "welcome/z");
        assertThat(listed(after)).containsExactlyInAnyOrder("@welcome-bea", "welcome/a", "welcome/z");
        assertThat(room(after, "welcome/a").getString("position")).isEqualTo(eventId);
        after.say("welcome/a", "back again");
        assertThat(after.inbox().await("message").content()).isEqualTo("back again");
    }

    @Test
    void forgetsALastingMembershipThatWasEnded() {
        HeraldClient before = connect(Tokens.user("welcome-cat"));
        before.ack("room.join", "welcome/left", Body.of("lasting", true));
        before.ack("room.leave", "welcome/left");
        before.close();

        assertThat(rooms(connect(Tokens.user("welcome-cat")))).containsExactly("@welcome-cat");
    }

    @Test
    void onlyListsTheRoomsOfWhoJoinsThemHimself() {
        HeraldClient before = connect(Tokens.user("welcome-dan"));
        before.ack("room.join", "welcome/own", Body.of("lasting", true));
        String seen = before.say("welcome/own", "seen").getString("eventId");
        before.say("welcome/own", "missed");
        before.close();

        HeraldClient after = mine.add(HeraldClient.connect(
                server, handshake -> handshake.bearer(Tokens.of("welcome-dan")).query("join", "none")));

        assertThat(rooms(after)).containsExactlyInAnyOrder("@welcome-dan", "welcome/own");
        assertThat(listed(after)).isEmpty();
        assertThat(after.refusal("message.send", "welcome/own", Body.of("content", "early")))
                .isEqualTo("not_joined");
        JsonObject joined = after.ack("room.join", "welcome/own", Body.of("since", seen));
        assertThat(joined.getBoolean("recovered")).isTrue();
        assertThat(after.inbox().await("message").content()).isEqualTo("missed");
    }

    @Test
    void takesUserIdsOfAnyScript() {
        String name = "Zoë \"the\" 測試 O'Neil";

        assertThat(connect(Tokens.user(name)).userId()).isEqualTo(name);
    }

    private HeraldClient connect(Tokens token) {
        return mine.add(HeraldClient.connect(server, token.sign()));
    }

    private static List<String> rooms(HeraldClient client) {
        return names(client.welcome());
    }

    private static List<String> listed(HeraldClient client) {
        return names(client.ack("room.list", null));
    }

    private static List<String> names(JsonObject data) {
        return data.getJsonArray("rooms").getValuesAs(JsonObject.class).stream()
                .map(room -> room.getString("room"))
                .toList();
    }

    private static JsonObject room(HeraldClient client, String name) {
        return client.welcome().getJsonArray("rooms").getValuesAs(JsonObject.class).stream()
                .filter(room -> room.getString("room").equals(name))
                .findFirst()
                .orElseThrow();
    }
}
