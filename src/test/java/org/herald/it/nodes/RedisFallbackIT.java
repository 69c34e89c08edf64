package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HandshakeRefused;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.ManyNodes;
import org.herald.it.kit.Received;
import org.herald.it.kit.RedisProcess;
import org.herald.it.kit.Route;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Redis comes back with the data of some time before, as from a backup: what was told since is gone, and its numbers are
 * not given to anything else.
 */
class RedisFallbackIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @AutoClose
    private final Belongings mine = new Belongings();

    private final String run = UUID.randomUUID().toString();
    private ManyNodes nodes;
    private RedisProcess redis;

    @BeforeEach
    void getNodes() {
        nodes = ManyNodes.shared();
        redis = nodes.redis();
    }

    @AfterEach
    void comeBack() {
        await().atMost(SOON).until(nodes::areReady);
    }

    @Test
    void tellsEveryoneWhileAllAreSpeaking() throws InterruptedException {
        Crowd crowd =
                mine.add(new Crowd("deep/" + run, nodes.servers())).members(20).voices(6, Duration.ofMillis(40));
        crowd.awaitProgress(50);
        redis.remember();
        crowd.awaitProgress(100);
        fallBack();
        crowd.awaitProgress(100);
        crowd.finish();

        crowd.assertNoFault();
        crowd.assertKept();
        assertThat(crowd.members())
                .allMatch(member -> member.counts().losses.get() == 1, "was told once")
                .allMatch(member -> member.counts().connections.get() == 1, "stays connected");
    }

    @Test
    void tellsTheMembersOfARoomInWhichNobodySpeaks() {
        HeraldClient here = join(nodes.first(), "here");
        HeraldClient there = join(nodes.second(), "there");
        String before = here.say(run, "remembered").getString("eventId");
        redis.remember();
        String lost = here.say(run, "lost").getString("eventId");
        there.inbox().await(one -> "lost".equals(one.content()));
        fallBack();

        String epoch = null;
        for (HeraldClient client : List.of(here, there)) {
            Received state = client.inbox().await("room.state");
            String position = state.data().getString("position");
            assertThat(state.data().getJsonArray("events")).isEmpty();
            assertThat(epoch(position)).isNotEqualTo(epoch(lost));
            assertThat(epoch == null || epoch.equals(epoch(position))).isTrue();
            epoch = epoch(position);
        }
        await().atMost(SOON).until(nodes::areReady);
        assertThat(there.say(run, "after").getString("eventId")).isEqualTo(epoch + "-1");
        for (String since : List.of(before, lost)) {
            HeraldClient late = connect(nodes.second(), "late" + since);
            JsonObject joined = late.ack("room.join", run, Body.of("since", since));
            assertThat(joined.getBoolean("recovered")).isFalse();
            assertThat(late.inbox().await("room.state").data().getJsonArray("events"))
                    .hasSize(1);
        }
    }

    @Test
    void knowsAgainWhoIsThereAndWhoIsNot() {
        HeraldClient watcher = join(nodes.second(), "watcher");
        HeraldClient leaver = join(nodes.first(), "leaver");
        redis.remember();
        leaver.close();
        await().atMost(SOON).until(() -> connections(watcher).size() == 1);
        join(nodes.first(), "newcomer");
        join(nodes.second(), "newcomer");
        awaitLeases();
        fallBack();

        await().atMost(ManyNodes.LEASE.multipliedBy(3).plus(SOON))
                .until(() -> connections(watcher), Map.of("watcher" + run, 1, "newcomer" + run, 2)::equals);
    }

    /** A while after that every node knows that Redis knew more than what was remembered. */
    private void awaitLeases() {
        long begun = System.nanoTime();
        await().until(() -> System.nanoTime() - begun > ManyNodes.LEASE.toNanos());
    }

    private void fallBack() {
        redis.kill();
        redis.fallBack();
        redis.start();
    }

    private static String epoch(String position) {
        return position.substring(0, position.lastIndexOf('-'));
    }

    /** How many connections of each user are in the room; nobody while Redis is away. */
    private Map<String, Integer> connections(HeraldClient asker) {
        Received reply = asker.reply("room.members", run, null);
        return reply.is("error")
                ? Map.of()
                : reply.data().getJsonArray("members").getValuesAs(JsonObject.class).stream()
                        .collect(Collectors.toMap(
                                member -> member.getString("userId"), member -> member.getInt("connections")));
    }

    private HeraldClient join(Server server, String user) {
        HeraldClient client = connect(server, user);
        client.join(run);
        return client;
    }

    private HeraldClient connect(Server server, String user) {
        return mine.add(await().atMost(SOON)
                .ignoreExceptionsInstanceOf(HandshakeRefused.class)
                .until(
                        () -> HeraldClient.connect(
                                Route.to(server), Handshake.with(server).bearer(Tokens.of(user + run))),
                        client -> client != null));
    }
}
