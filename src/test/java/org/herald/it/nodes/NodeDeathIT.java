package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.HandshakeRefused;
import org.herald.it.kit.Heard;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.ManyNodes;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A node is killed (SIGKILL): its clients go to the others, and what it held is let go. */
class NodeDeathIT {

    private static final Logger LOG = System.getLogger(NodeDeathIT.class.getName());

    private static final Duration PAUSE = Duration.ofMillis(40);
    private static final Duration IN_TIME = ManyNodes.LEASE.plusSeconds(5);
    private static final int CONNECTIONS_OF_A_USER = 5;

    @AutoClose
    private static final Belongings victims = new Belongings();

    private static ManyNodes nodes;
    private static HeraldNode talkative;
    private static HeraldNode crowded;

    @AutoClose
    private final Belongings mine = new Belongings();

    @BeforeAll
    static void startVictims() {
        nodes = ManyNodes.shared();
        talkative = victims.add(nodes.another("many-3").launch());
        crowded = victims.add(nodes.another("many-4").launch());
        talkative.awaitReady();
        crowded.awaitReady();
    }

    @Test
    void missesNothingInsideTheRetentionAndIsToldOutsideIt() throws InterruptedException {
        List<Server> servers = List.of(nodes.first(), nodes.second(), talkative.server());
        AtomicLong back = new AtomicLong(Long.MAX_VALUE);
        Crowd deep = mine.add(new Crowd("deep/" + UUID.randomUUID(), servers))
                .members(45)
                .voices(9, PAUSE);
        Crowd shallow = mine.add(new Crowd("shallow/" + UUID.randomUUID(), servers));
        shallow.members(12, () -> shallow.chronicle().newest().seq() > back.get())
                .voices(2, PAUSE);
        deep.awaitProgress(50);
        shallow.awaitProgress(50);

        talkative.kill();
        back.set(shallow.chronicle().newest().seq() + 2 * ManyNodes.SHALLOW);
        Duration recovery = deep.awaitProgress(100);
        LOG.log(Level.INFO, "100 messages more reached everyone " + recovery.toMillis() + " ms after a node's death");
        shallow.awaitProgress(50);
        deep.finish();
        shallow.finish();

        deep.assertNothingMissed();
        deep.assertKept();
        assertThat(deep.members())
                .filteredOn(member -> member.counts().connections.get() > 1)
                .hasSize(15);
        shallow.assertNoFault();
        assertThat(shallow.members())
                .filteredOn(member -> member.counts().losses.get() == 1)
                .hasSize(4);
        assertThat(shallow.losses()).isEqualTo(4);
    }

    @Test
    void letsGoOfItsUsersAndTheirConnectionsInTime() {
        String room = "death/" + UUID.randomUUID();
        String full = "full" + room;
        List<HeraldClient> watchers = Stream.of(nodes.first(), nodes.second())
                .map(server -> connect(server, server.name() + room))
                .toList();
        watchers.forEach(watcher -> watcher.join(room));
        connect(crowded.server(), "alice" + room).join(room);
        connect(crowded.server(), "bob" + room).join(room);
        connect(nodes.second(), "bob" + room).join(room);
        for (int i = 0; i < CONNECTIONS_OF_A_USER; i++) {
            connect(crowded.server(), full);
        }
        assertThat(connections(watchers.get(0), room))
                .containsEntry("alice" + room, 1)
                .containsEntry("bob" + room, 2);
        assertThat(catchThrowableOfType(HandshakeRefused.class, () -> connect(nodes.first(), full))
                        .status())
                .isEqualTo(429);

        crowded.kill();
        long dead = System.nanoTime();

        for (HeraldClient watcher : watchers) {
            await("presence")
                    .atMost(left(dead))
                    .until(() -> connections(watcher, room)
                            .equals(Map.of(
                                    watchers.get(0).userId(), 1, watchers.get(1).userId(), 1, "bob" + room, 1)));
        }
        LOG.log(Level.INFO, "presence is right " + since(dead).toMillis() + " ms after a node's death");
        for (int i = 0; i < CONNECTIONS_OF_A_USER; i++) {
            Server server = nodes.servers().get(i % 2);
            await("a connection")
                    .atMost(left(dead))
                    .ignoreExceptionsInstanceOf(HandshakeRefused.class)
                    .until(() -> connect(server, full) != null);
        }
        LOG.log(Level.INFO, "all connections are free " + since(dead).toMillis() + " ms after a node's death");
        assertThat(watchers)
                .allSatisfy(watcher -> assertThat(Heard.by(watcher, watcher, room))
                        .filteredOn(one -> one.is("room.user_left"))
                        .extracting(one -> one.data().getString("userId"))
                        .containsExactly("alice" + room));
    }

    private static Map<String, Integer> connections(HeraldClient watcher, String room) {
        return watcher.ack("room.members", room).getJsonArray("members").getValuesAs(JsonObject.class).stream()
                .collect(
                        Collectors.toMap(member -> member.getString("userId"), member -> member.getInt("connections")));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** What is left of the time that it may take. */
    private static Duration left(long dead) {
        Duration left = IN_TIME.minus(since(dead));
        return left.compareTo(Duration.ofMillis(500)) > 0 ? left : Duration.ofMillis(500);
    }

    private HeraldClient connect(Server server, String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
