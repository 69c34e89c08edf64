package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.herald.broker.ControlMessage;
import org.herald.broker.Presence;
import org.herald.broker.Range;
import org.herald.hub.ConnectionId;
import org.herald.hub.Identity;
import org.herald.hub.RoomName;
import org.herald.hub.Status;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes over a Redis Cluster of three masters. */
class RedisClusterTest {

    private static final UserId USER = new UserId("} al{ice}");
    private static final ConnectionId CONNECTION = new ConnectionId("c-1");

    private final List<TestNode> nodes = new ArrayList<>();
    private RedisCluster cluster;

    @BeforeEach
    void start() {
        cluster = new RedisCluster();
        for (int i = 0; i < 2; i++) {
            nodes.add(TestNode.start(cluster.url(), Duration.ofSeconds(2)));
        }
    }

    @AfterEach
    void close() {
        nodes.forEach(TestNode::close);
        cluster.close();
    }

    @Test
    void keepsEveryPortTogetherInItsSlot() {
        RoomName personal = RoomName.personal(USER);
        TestNode first = nodes.get(0);
        TestNode second = nodes.get(1);
        of(second.broker().interest().subscribe(personal));
        of(first.broker().log().publish(Crowd.saying(personal, "bob", "1")));
        await().until(() -> Crowd.texts(second, personal).equals(List.of("1")));
        assertThat(of(second.broker().log().read(personal, Range.newest(10, 10_000)))
                        .events())
                .hasSize(1);
        assertThat(of(second.broker()
                        .readMarks()
                        .advance(personal, USER, of(second.broker().log().position(personal)))))
                .isTrue();

        of(first.broker().presence().enter(personal, USER, CONNECTION, true));
        assertThat(of(second.broker().presence().status(USER, new Status(Status.Kind.BUSY, null))))
                .containsExactly(personal);
        assertThat(of(second.broker().presence().members(personal, 10)).list())
                .extracting(Presence.Entry::status)
                .extracting(Status::kind)
                .containsExactly(Status.Kind.BUSY);
        assertThat(of(first.broker().memberships().add(USER, personal, 1))).isTrue();
        assertThat(of(first.broker().quota().acquire(USER, CONNECTION, 1))).isTrue();
        first.recorder().has(CONNECTION);
        VolatileEvent event = VolatileEvent.of(new VolatileEvent.Emitted("x", null));
        await().until(() -> of(second.broker().fanout().send(event, CONNECTION, Set.of(personal))));

        long soon = System.currentTimeMillis() + 60_000;
        ControlMessage order = new ControlMessage.RevokeToken("t", soon, null);
        of(second.broker().control().send(order));
        await().until(() -> first.recorder().orders().contains(order));
        Identity revoked = new Identity(USER, Set.of(), Identity.Grants.NONE, "t", null, soon);
        assertThat(first.broker().revocations().isRevoked(revoked)).isTrue();

        first.die();
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> of(second.broker().presence().members(personal, 10))
                        .list()
                        .isEmpty());
        await().until(() -> of(second.broker().quota().acquire(USER, new ConnectionId("c-2"), 1)));
    }

    @Test
    void tellsTheSameOnAllNodesWhileAMasterIsKilledAndComesBack() throws InterruptedException {
        List<RoomName> rooms =
                IntStream.range(0, 6).mapToObj(i -> new RoomName("room" + i)).toList();
        List<Crowd> crowds = new ArrayList<>();
        for (RoomName room : rooms) {
            nodes.forEach(node -> of(node.broker().interest().subscribe(room)));
            crowds.add(new Crowd(room, nodes));
        }
        crowds.forEach(crowd -> crowd.start(1));
        await().until(() -> crowds.stream().allMatch(crowd -> crowd.answers().size() > 50));
        cluster.masters().get(1).kill();
        cluster.masters().get(1).start();
        cluster.awaitWhole();
        List<Integer> before =
                crowds.stream().map(crowd -> crowd.answers().size()).toList();
        await().atMost(15, TimeUnit.SECONDS)
                .until(() -> IntStream.range(0, rooms.size())
                        .allMatch(i -> crowds.get(i).answers().size() > before.get(i) + 50));
        for (Crowd crowd : crowds) {
            crowd.stop();
        }

        nodes.forEach(node -> node.advance(Duration.ofSeconds(31))); // what the cluster's own links lost
        for (int i = 0; i < rooms.size(); i++) {
            Crowd crowd = crowds.get(i);
            List<String> published = crowd.answers().entrySet().stream()
                    .sorted((a, b) -> Long.compare(
                            a.getValue().position().seq(),
                            b.getValue().position().seq()))
                    .map(entry -> entry.getKey())
                    .toList();
            RoomName room = rooms.get(i);
            await().untilAsserted(() -> assertThat(nodes)
                    .allSatisfy(node -> assertThat(Crowd.texts(node, room)).isEqualTo(published)));
        }
        assertThat(nodes).allMatch(node -> node.recorder().losses().isEmpty());
    }

    private static <T> T of(CompletionStage<T> answer) {
        return answer.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
