package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.herald.it.kit.AdminCalls;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.ManyNodes;
import org.herald.it.kit.Received;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What administrators hear who listen at one of two nodes. */
class WatchIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ROOM = "herald/admin";

    @AutoClose
    private final Belongings mine = new Belongings();

    private final Server first = ManyNodes.shared().first();
    private final Server second = ManyNodes.shared().second();
    private final String alice = "alice-" + UUID.randomUUID();

    @Test
    void hearsWhatTheNodesAreAndWhatHappensOnEachOfThem() {
        HeraldClient admin = mine.add(HeraldClient.connect(first, Tokens.of("root", "herald-admin")));
        admin.join(ROOM);

        Received nodes = admin.inbox().await(event -> isTold(event, "nodes"), SOON);
        assertThat(nodes.fromUser()).isEqualTo("@server");
        assertThat(nodes.data().getJsonArray("payload").getValuesAs(JsonObject.class))
                .extracting(node -> node.getString("node"))
                .contains("many-1", "many-2");
        await().atMost(SOON).untilAsserted(() -> {
            HeraldClient visitor = HeraldClient.connect(second, Tokens.of(alice));
            visitor.close();
            assertThat(facts(admin)).extracting(fact -> fact.getString("node")).contains("many-2");
        });
        JsonObject fact = facts(admin).get(0);
        assertThat(fact.keySet()).contains("time", "event", "connection", "address");
    }

    @Test
    void hearsNeitherTokensNorWhatIsSaid() {
        HeraldClient admin = mine.add(HeraldClient.connect(first, Tokens.of("root", "herald-admin")));
        admin.join(ROOM);
        admin.inbox().await(event -> isTold(event, "nodes"), SOON);
        String token = Tokens.of(alice);
        HeraldClient visitor = mine.add(HeraldClient.connect(first, token));
        visitor.join("deep/" + alice);
        visitor.say("deep/" + alice, "a secret that is told to nobody else");
        AdminCalls.to(second)
                .post(
                        202,
                        "/announce",
                        Json.createObjectBuilder()
                                .add("title", "words for people")
                                .build());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(admin.inbox().all(event -> isTold(event, "fact")))
                        .anyMatch(event -> event.toString().contains("announce")));

        assertThat(admin.inbox().all(event -> isTold(event, "fact")))
                .noneMatch(event -> event.toString().contains("a secret that"))
                .noneMatch(event -> event.toString().contains("words for people"))
                .noneMatch(event -> event.toString().contains(token.substring(token.lastIndexOf('.'))));
    }

    @Test
    void isForNobodyElse() {
        HeraldClient other = mine.add(HeraldClient.connect(first, Tokens.of(alice)));
        HeraldClient admin = mine.add(HeraldClient.connect(second, Tokens.of("root", "herald-admin")));
        admin.join(ROOM);
        JsonObject event = Json.createObjectBuilder()
                .add("name", "nodes")
                .add("payload", Json.createArrayBuilder())
                .build();

        assertThat(other.refusal("room.join", ROOM, null)).isEqualTo("room_forbidden");
        assertThat(other.refusal("room.history", ROOM, null)).isEqualTo("room_forbidden");
        assertThat(admin.refusal("room.emit", ROOM, event)).isEqualTo("room_forbidden");
        assertThat(admin.refusal("room.members", ROOM, null)).isEqualTo("room_forbidden");
    }

    private List<JsonObject> facts(HeraldClient admin) {
        return admin.inbox().all(event -> isTold(event, "fact")).stream()
                .map(event -> event.data().getJsonObject("payload"))
                .filter(fact -> fact.getString("user", "").equals(alice))
                .toList();
    }

    private static boolean isTold(Received event, String name) {
        return event.is("room.event")
                && ROOM.equals(event.room())
                && name.equals(event.data().getString("name"));
    }
}
