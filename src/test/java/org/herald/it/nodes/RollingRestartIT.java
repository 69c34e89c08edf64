package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.herald.it.kit.AdminCalls;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.ManyNodes;
import org.herald.it.kit.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One node after the other is drained, stopped and started again, while members speak: nobody misses anything or is told
 * anything twice, and the other node is not run down by those who come to it.
 */
class RollingRestartIT {

    private static final int MEMBERS = 60;
    private static final int VOICES = 4;
    private static final int DRAIN_SECONDS = 10;

    @AutoClose
    private final Belongings mine = new Belongings();

    private final ManyNodes nodes = ManyNodes.shared();
    private final String room = "deep/" + UUID.randomUUID();
    private final List<Server> servers = new CopyOnWriteArrayList<>();
    private final Map<String, HeraldNode> running = new HashMap<>();

    @AfterEach
    void end() {
        running.values().forEach(HeraldNode::close);
    }

    /** Four starts of a server are part of it. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void losesAndDoublesNothingAndSpreadsWhoComesBack() throws InterruptedException {
        servers.addAll(List.of(started("rolling-1"), started("rolling-2")));
        Crowd crowd = mine.add(new Crowd(room, servers)).members(MEMBERS).voices(VOICES, Duration.ofMillis(20));
        crowd.awaitProgress(100);

        restart(0);
        crowd.awaitProgress(100);
        restart(1);
        crowd.awaitProgress(100);
        crowd.finish();

        crowd.assertNothingMissed();
        crowd.assertKept();
        assertThat(crowd.chronicle().head().seq())
                .as("every message has one place")
                .isEqualTo(crowd.chronicle().countAcked());
        assertThat(crowd.members())
                .allMatch(member -> member.counts().closeCodes.keySet().equals(Set.of(1012)), "was sent away");
    }

    private Server started(String name) {
        HeraldNode process = nodes.another(name).start();
        running.put(name, process);
        return process.server();
    }

    private void restart(int place) {
        String name = servers.get(place).name();
        Server survivor = servers.get(1 - place);
        int leaving = connections(survivor, name).size();
        assertThat(leaving).isGreaterThan(MEMBERS / 3);
        long begun = System.currentTimeMillis();
        AdminCalls.to(survivor).post(202, "/drain", Body.of("node", name, "time", "PT" + DRAIN_SECONDS + "S"));

        Awaitility.await("everybody to have gone and come to the other node")
                .atMost(Duration.ofSeconds(6 * DRAIN_SECONDS))
                .until(() -> connections(survivor, name).isEmpty()
                        && connections(survivor, survivor.name()).size() == MEMBERS);
        assertSpread(
                connections(survivor, survivor.name()).stream()
                        .map(row -> row.getJsonNumber("openedAt").longValue())
                        .filter(openedAt -> openedAt >= begun)
                        .sorted()
                        .toList(),
                leaving);
        running.remove(name).close();
        servers.set(place, started(name));
    }

    /** In no second come more than three times as many as would come evenly. */
    private static void assertSpread(List<Long> joins, int leaving) {
        assertThat(joins).hasSizeGreaterThanOrEqualTo(leaving);
        long most = joins.stream()
                .mapToLong(from -> joins.stream()
                        .filter(at -> at >= from && at < from + 1000)
                        .count())
                .max()
                .orElseThrow();
        assertThat(most).as("joins in one second of %s", joins).isLessThanOrEqualTo(3L * leaving / DRAIN_SECONDS);
        assertThat(joins.get(joins.size() - 1) - joins.get(0))
                .as("milliseconds between the first and the last of %s", joins)
                .isGreaterThan(1000L * DRAIN_SECONDS * 2 / 3);
    }

    private List<JsonObject> connections(Server asked, String node) {
        return AdminCalls.to(asked)
                .get("/connections?limit=1000&node=" + node + "&room="
                        + URLEncoder.encode(room, StandardCharsets.UTF_8))
                .getJsonArray("connections")
                .getValuesAs(JsonObject.class);
    }
}
