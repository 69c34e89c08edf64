package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.herald.it.kit.AdminCalls;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.ManyNodes;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What administrators see of two nodes, whichever they ask. */
class AdminSightsIT {

    @AutoClose
    private final Belongings mine = new Belongings();

    private final Server first = ManyNodes.shared().first();
    private final Server second = ManyNodes.shared().second();
    private final AdminCalls admin = AdminCalls.to(first);
    private final String own = UUID.randomUUID().toString();
    private final String alice = "alice-" + own;
    private final String room = "deep/" + own;

    @Test
    void listsTheNodes() {
        HeraldClient client = connect(second, alice);
        client.join(room);

        await().untilAsserted(() -> {
            List<JsonObject> nodes = AdminCalls.to(first).list("/nodes").getValuesAs(JsonObject.class);
            assertThat(nodes).extracting(node -> node.getString("node")).containsExactly("many-1", "many-2");
            assertThat(nodes.get(1).getInt("connections")).isPositive();
            assertThat(nodes.get(1).getInt("rooms")).isPositive();
        });
        for (JsonObject node : admin.list("/nodes").getValuesAs(JsonObject.class)) {
            assertThat(node.keySet())
                    .containsExactly("node", "version", "startedAt", "connections", "rooms", "draining", "load");
            assertThat(node.getString("version")).matches("[0-9]+[.].*");
            assertThat(node.getBoolean("draining")).isFalse();
            assertThat(node.getJsonNumber("startedAt").longValue())
                    .isBetween(System.currentTimeMillis() - 86_400_000, System.currentTimeMillis());
            assertThat(node.getJsonNumber("load").doubleValue()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void listsTheConnectionsOfAUserOnAllNodes() {
        HeraldClient here = connect(first, alice);
        HeraldClient there = connect(second, alice);
        there.join(room);
        connect(second, "bob-" + own);

        JsonObject page = admin.get("/connections?user=" + alice);

        List<JsonObject> rows = rows(page);
        assertThat(rows).extracting(row -> row.getString("node")).containsExactly("many-1", "many-2");
        assertThat(rows)
                .extracting(row -> row.getString("connectionId"))
                .containsExactly(here.connectionId(), there.connectionId());
        assertThat(page.getJsonArray("silent")).isEmpty();
        assertThat(page).doesNotContainKey("cursor");
        JsonObject row = rows.get(1);
        assertThat(row.getString("userId")).isEqualTo(alice);
        assertThat(row.getString("address")).isEqualTo("127.0.0.1");
        assertThat(row.getString("transport")).isEqualTo("websocket");
        assertThat(row.getJsonArray("rooms").toString()).contains(room, "@" + alice);
        assertThat(row.getInt("roomCount")).isEqualTo(2);
        assertThat(row.getInt("in")).isPositive();
        assertThat(row.getInt("out")).isPositive();
        assertThat(row.keySet()).contains("openedAt", "outboxBytes");
    }

    @Test
    void findsConnectionsByRoomAndNode() {
        HeraldClient here = connect(first, alice);
        HeraldClient there = connect(second, alice);
        here.join(room);
        there.join(room);

        assertThat(rows(admin.get("/connections?room=" + encoded(room)))).hasSize(2);
        assertThat(rows(admin.get("/connections?node=many-2&room=" + encoded(room))))
                .extracting(row -> row.getString("connectionId"))
                .containsExactly(there.connectionId());
        assertThat(rows(admin.get("/connections?node=nowhere"))).isEmpty();
    }

    @Test
    void goesThroughAllConnectionsOnceThoughSomeEndInBetween() {
        List<HeraldClient> members = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            HeraldClient member = connect(i % 2 == 0 ? first : second, "u" + i + "-" + own);
            member.join(room);
            members.add(member);
        }
        String query = "/connections?limit=3&room=" + encoded(room);
        List<String> seen = new ArrayList<>();
        JsonObject page = admin.get(query);
        rows(page).forEach(row -> seen.add(row.getString("connectionId")));
        String last = seen.get(2);
        HeraldClient gone = members.stream()
                .filter(member -> member.connectionId().equals(last))
                .findFirst()
                .orElseThrow();
        gone.close();
        await().until(() ->
                rows(admin.get("/connections?user=" + gone.userId())).isEmpty());
        AdminCalls other = AdminCalls.to(second);
        while (page.containsKey("cursor")) {
            page = other.get(query + "&cursor=" + page.getString("cursor"));
            rows(page).forEach(row -> seen.add(row.getString("connectionId")));
        }

        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        members.stream().map(HeraldClient::connectionId).toList());
    }

    @Test
    void listsRoomsWithTheirMembersOnAllNodes() {
        HeraldClient here = connect(first, alice);
        HeraldClient there = connect(second, alice);
        HeraldClient bob = connect(second, "bob-" + own);
        List.of(here, there, bob).forEach(client -> client.join(room + "/a"));
        here.join(room + "/b");
        String position = bob.say(room + "/a", "hello").getString("eventId");

        JsonObject page = admin.get("/rooms?limit=1&prefix=" + encoded(room));

        assertThat(page.getJsonArray("rooms").getValuesAs(JsonObject.class))
                .containsExactly(Body.of("room", room + "/a", "members", 2, "connections", 3, "position", position));
        JsonObject rest = admin.get("/rooms?limit=10&prefix=" + encoded(room) + "&cursor=" + page.getString("cursor"));
        assertThat(rest.getJsonArray("rooms").getValuesAs(JsonObject.class))
                .extracting(row -> row.getString("room"))
                .containsExactly(room + "/b");
        assertThat(rest).doesNotContainKey("cursor");
    }

    @Test
    void showsOneRoom() {
        HeraldClient here = connect(first, alice);
        HeraldClient there = connect(second, alice);
        here.join(room);
        there.join(room);
        String oldest = here.say(room, "one").getString("eventId");
        String newest = here.say(room, "two").getString("eventId");

        JsonObject shown = admin.get("/rooms/" + room);

        JsonObject member = shown.getJsonArray("members").getJsonObject(0);
        assertThat(member.getString("userId")).isEqualTo(alice);
        assertThat(member.getInt("connections")).isEqualTo(2);
        assertThat(member.getString("status")).isEqualTo("online");
        assertThat(shown.getString("position")).isEqualTo(newest);
        assertThat(shown.getInt("connections")).isEqualTo(2);
        JsonObject history = shown.getJsonObject("history");
        assertThat(history.getInt("events")).isEqualTo(2);
        assertThat(history.getString("oldest")).isEqualTo(oldest);
        assertThat(history.getInt("size")).isEqualTo(100_000);
        assertThat(admin.problem(404, "GET", "/rooms/deep/never-" + own, null).getString("code"))
                .isEqualTo("not_found");
    }

    @Test
    void showsTheLimitsInForce() {
        JsonObject limits = admin.get("/limits");

        assertThat(limits.getInt("messageSize")).isEqualTo(65_536);
        assertThat(limits.getInt("connectionsPerUser")).isEqualTo(5);
        assertThat(limits.getJsonObject("requests")).isEqualTo(Body.of("count", 1_000_000, "periodMs", 60_000));
    }

    @Test
    void isForAdministratorsOnly() {
        AdminCalls user = AdminCalls.by(first, Tokens.of(alice, "herald-publisher"));
        for (String path : List.of("/nodes", "/connections", "/rooms", "/rooms/x", "/limits")) {
            assertThat(user.problem(403, "GET", path, null).getString("code")).isEqualTo("missing_role");
            assertThat(AdminCalls.by(first, null)
                            .problem(401, "GET", path, null)
                            .getString("code"))
                    .isEqualTo("unauthorized");
        }
        for (String path : List.of("/kick", "/revoke", "/announce", "/drain")) {
            JsonObject body = Body.of("userId", alice, "title", "x");
            assertThat(user.problem(403, "POST", path, body).getString("code")).isEqualTo("missing_role");
        }
        assertThat(user.problem(403, "DELETE", "/drain", null).getString("code"))
                .isEqualTo("missing_role");

        first.log()
                .await(
                        "\"event\":\"refused\",\"user\":\"" + alice
                                + "\",\"address\":\"127.0.0.1\",\"door\":\"rest\",\"code\":\"missing_role\","
                                + "\"request\":\"POST /admin/kick\"",
                        Duration.ofSeconds(10));
    }

    @Test
    void namesTheParameterThatIsWrong() {
        for (String query : List.of("limit=0", "limit=1001", "limit=x", "limit=1&limit=2")) {
            assertThat(admin.problem(400, "GET", "/connections?" + query, null).getString("field"))
                    .isEqualTo("limit");
        }
        assertThat(admin.problem(400, "GET", "/connections?user=", null).getString("field"))
                .isEqualTo("user");
        assertThat(admin.problem(400, "GET", "/connections?room=_", null).getString("field"))
                .isEqualTo("room");
        for (String cursor : List.of("!", "AAAA", "a", "")) {
            assertThat(admin.problem(400, "GET", "/connections?cursor=" + cursor, null)
                            .getString("field"))
                    .isEqualTo("cursor");
            assertThat(admin.problem(400, "GET", "/rooms?cursor=" + cursor, null)
                            .getString("field"))
                    .isEqualTo("cursor");
        }
        assertThat(admin.problem(400, "GET", "/rooms/_", null).getString("field"))
                .isEqualTo("room");
        assertThat(admin.problem(404, "GET", "/nothing", null).getString("code"))
                .isEqualTo("not_found");
    }

    private HeraldClient connect(Server server, String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }

    private static List<JsonObject> rows(JsonObject page) {
        return page.getJsonArray("connections").getValuesAs(JsonObject.class);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
    }
}
