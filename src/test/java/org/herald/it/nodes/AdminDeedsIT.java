package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.herald.it.kit.AdminCalls;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Ending;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.ManyNodes;
import org.herald.it.kit.Received;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What administrators order on one node is done on all. */
class AdminDeedsIT {

    @AutoClose
    private final Belongings mine = new Belongings();

    private final Server first = ManyNodes.shared().first();
    private final Server second = ManyNodes.shared().second();
    private final AdminCalls admin = AdminCalls.to(first);
    private final String own = UUID.randomUUID().toString();
    private final String alice = "alice-" + own;
    private final String room = "general-" + own;

    @Test
    void kicksOneConnectionOnWhicheverNode() {
        HeraldClient here = connect(first, alice);
        HeraldClient there = connect(second, alice);

        JsonObject answer = admin.post(200, "/kick", Body.of("connectionId", there.connectionId(), "reason", "spam"));

        assertThat(answer.getInt("kicked")).isEqualTo(1);
        assertThat(answer.getJsonArray("silent")).isEmpty();
        assertThat(there.awaitEnding()).isEqualTo(new Ending(4003, "spam"));
        here.roundTrip();
        assertThat(admin.post(200, "/kick", Body.of("connectionId", there.connectionId()))
                        .getInt("kicked"))
                .isZero();
        first.log()
                .await(
                        "\"action\":\"kick\",\"connection\":\"" + there.connectionId()
                                + "\",\"reason\":\"spam\",\"outcome\":\"done\",\"connections\":1",
                        Duration.ofSeconds(10));
    }

    @Test
    void kicksAUserFromEveryNode() {
        HeraldClient here = connect(first, alice);
        HeraldClient there = connect(second, alice);
        HeraldClient bob = connect(second, "bob-" + own);

        assertThat(admin.post(200, "/kick", Body.of("userId", alice)).getInt("kicked"))
                .isEqualTo(2);

        for (HeraldClient client : List.of(here, there)) {
            assertThat(client.awaitEnding()).isEqualTo(new Ending(4003, "kicked by an administrator"));
        }
        bob.roundTrip();
        connect(first, alice).roundTrip();
    }

    @Test
    void putsAUserOutOfARoomOnEveryNode() {
        HeraldClient here = connect(first, alice);
        HeraldClient there = connect(second, alice);
        HeraldClient bob = connect(second, "bob-" + own);
        List.of(here, there, bob).forEach(client -> client.join(room));
        there.join(room + "/other");

        JsonObject answer = admin.post(200, "/kick", Body.of("userId", alice, "room", room, "reason", "off topic"));

        assertThat(answer.getInt("kicked")).isEqualTo(2);
        for (HeraldClient client : List.of(here, there)) {
            Received kicked = client.inbox().await("room.kicked");
            assertThat(kicked.room()).isEqualTo(room);
            assertThat(kicked.data()).isEqualTo(Body.of("reason", "off topic"));
            assertThat(client.refusal("message.send", room, Body.of("content", "x")))
                    .isEqualTo("not_joined");
        }
        there.say(room + "/other", "still here");
        bob.inbox().await("room.user_left");
    }

    @Test
    void refusesWhatNamesNobodyOrTwo() {
        JsonObject nobody = admin.problem(400, "POST", "/kick", Body.of("reason", "spam"));
        assertThat(nobody.getString("code")).isEqualTo("invalid_data");
        assertThat(nobody.getString("field")).isEqualTo("connectionId");
        assertThat(admin.problem(400, "POST", "/kick", Body.of("connectionId", "c", "userId", "u"))
                        .getString("field"))
                .isEqualTo("userId");
        assertThat(admin.problem(400, "POST", "/revoke", Body.of("tokenId", "t", "userId", "u"))
                        .getString("field"))
                .isEqualTo("userId");
        assertThat(admin.problem(400, "POST", "/announce", Body.of("body", "x")).getString("field"))
                .isEqualTo("title");
        assertThat(admin.problem(400, "POST", "/drain", Body.of("time", "soon")).getString("field"))
                .isEqualTo("time");
        assertThat(admin.problem(404, "POST", "/drain", Body.of("node", "nowhere"))
                        .getString("code"))
                .isEqualTo("not_found");
        assertThat(admin.problem(405, "GET", "/kick", null).getString("code")).isEqualTo("method_not_allowed");
    }

    @Test
    void announcesToEveryoneOnEveryNode() {
        List<HeraldClient> all = List.of(connect(first, alice), connect(second, alice), connect(second, "bob-" + own));
        JsonObject news = Body.of("title", "Maintenance " + own, "body", "at noon", "level", "warn");

        assertThat(admin.post(202, "/announce", news).getInt("connections")).isGreaterThanOrEqualTo(3);

        for (HeraldClient client : all) {
            Received told = client.inbox().await("notification");
            assertThat(told.data()).isEqualTo(news);
            assertThat(told.envelope()).doesNotContainKeys("room", "eventId");
        }
        assertThat(first.log().text()).doesNotContain("Maintenance " + own);
    }

    @Test
    void drainsAnotherNodeAndLetsClientsInAgain() {
        HeraldClient here = connect(first, alice);
        HeraldClient there = connect(second, alice);
        try {
            JsonObject answer = admin.post(202, "/drain", Body.of("node", "many-2", "time", "PT1S"));
            assertThat(answer.getInt("draining")).isPositive();

            there.inbox().await("server.draining");
            assertThat(there.awaitEnding().code()).isEqualTo(1012);
            assertThat(ManyNodes.isUp(second, "ready")).isFalse();
            assertThat(ManyNodes.isUp(first, "ready")).isTrue();
            assertThat(handshakeStatus(second)).isEqualTo(503);
            assertThat(draining()).containsExactly("many-2");
            here.roundTrip();
        } finally {
            admin.delete(202, "/drain?node=many-2");
        }
        assertThat(draining()).isEmpty();
        assertThat(ManyNodes.isUp(second, "ready")).isTrue();
        connect(second, alice).roundTrip();
    }

    @Test
    void drainsTheNodeThatIsAskedWhenNoneIsNamed() {
        HeraldClient other = connect(second, alice);
        HeraldClient here = connect(first, alice);
        try {
            assertThat(admin.send("POST", "/drain", null).statusCode()).isEqualTo(202);
            assertThat(here.awaitEnding().code()).isEqualTo(1012);
            assertThat(draining()).containsExactly("many-1");
            other.roundTrip();
        } finally {
            admin.delete(202, "/drain");
        }
        connect(first, alice).roundTrip();
    }

    private List<String> draining() {
        return AdminCalls.to(second).list("/nodes").getValuesAs(JsonObject.class).stream()
                .filter(node -> node.getBoolean("draining"))
                .map(node -> node.getString("node"))
                .toList();
    }

    private static int handshakeStatus(Server server) {
        return Refusals.status(server, Tokens.of("late"));
    }

    private HeraldClient connect(Server server, String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
