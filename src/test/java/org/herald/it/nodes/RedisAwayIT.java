package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.HandshakeRefused;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.ManyNodes;
import org.herald.it.kit.Received;
import org.herald.it.kit.RedisProcess;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node says, to its clients and to those who watch it, while Redis is away. */
class RedisAwayIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @AutoClose
    private final Belongings mine = new Belongings();

    private final String room = "away/" + UUID.randomUUID();
    private ManyNodes nodes;
    private RedisProcess redis;
    private HeraldClient speaker;
    private HeraldClient listener;

    @BeforeEach
    void join() {
        nodes = ManyNodes.shared();
        redis = nodes.redis();
        speaker = connect(nodes.first(), "speaker");
        listener = connect(nodes.second(), "listener");
        speaker.join(room);
        listener.join(room);
    }

    @AfterEach
    void comeBack() {
        await().atMost(SOON).until(nodes::areReady);
    }

    @Test
    void isNotReadyButAliveUntilRedisIsBack() {
        redis.kill();
        await().atMost(SOON).until(() -> nodes.servers().stream().noneMatch(server -> ManyNodes.isUp(server, "ready")));
        assertThat(nodes.servers()).allMatch(server -> ManyNodes.isUp(server, "live"));
        HandshakeRefused refused =
                catchThrowableOfType(HandshakeRefused.class, () -> connect(nodes.first(), "newcomer"));
        redis.start();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.answer().header("Retry-After")).isPresent();
        await().atMost(SOON).until(() -> nodes.servers().stream().allMatch(server -> ManyNodes.isUp(server, "ready")));
        speaker.roundTrip();
        speaker.say(room, "back");
        assertThat(listener.inbox().await("message").content()).isEqualTo("back");
    }

    @Test
    void saysOnceWhatWasRefusedAsUnavailableAndThenRepeated() {
        speaker.say(room, "before");
        redis.freeze();
        Received refusal;
        try {
            refusal = send("again");
        } finally {
            redis.thaw();
        }
        assertThat(refusal.code()).isEqualTo("unavailable");

        JsonObject said = sendUntilSaid("again");
        JsonObject repeated = sendUntilSaid("again");

        assertThat(repeated.getBoolean("duplicate")).isTrue();
        assertThat(repeated.getString("eventId")).isEqualTo(said.getString("eventId"));
        speaker.say(room, "after");
        listener.inbox().await(one -> "after".equals(one.content()));
        assertThat(listener.inbox().all("message"))
                .extracting(Received::content)
                .containsExactly("before", "again", "after");
        assertThat(listener.inbox().all("message").get(1).eventId()).isEqualTo(said.getString("eventId"));
    }

    @Test
    void refusesAtOnceWhenItKnowsThatRedisIsAway() {
        redis.kill();
        try {
            await().atMost(SOON).until(() -> "unavailable".equals(send("probe").code()));
            long begun = System.nanoTime();
            assertThat(speaker.refusal("message.send", room, Body.of("content", "c")))
                    .isEqualTo("unavailable");
            assertThat(speaker.refusal("room.members", room, null)).isEqualTo("unavailable");
            assertThat(speaker.refusal("room.join", room + "/other", null)).isEqualTo("unavailable");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        } finally {
            redis.start();
        }
    }

    @Test
    void knowsAgainWhoIsThereWhenRedisCameBackEmpty() {
        HeraldClient second = connect(nodes.second(), "speaker");
        second.join(room);
        for (int i = 0; i < 3; i++) {
            connect(nodes.first(), "speaker");
        }
        redis.kill();
        redis.forget();
        redis.start();

        Map<String, Integer> all = Map.of(speaker.userId(), 2, listener.userId(), 1);
        for (HeraldClient asker : List.of(speaker, listener)) {
            await().atMost(SOON).until(() -> connections(asker).equals(all));
        }
        await().atMost(SOON).until(nodes::areReady);
        for (Server server : nodes.servers()) {
            assertThat(catchThrowableOfType(HandshakeRefused.class, () -> connect(server, "speaker"))
                            .status())
                    .isEqualTo(429);
        }
        assertThat(listener.inbox().all("room.user_left")).isEmpty();
    }

    /** How many connections of each user are in the room; nobody while Redis is away. */
    private Map<String, Integer> connections(HeraldClient asker) {
        Received reply = asker.reply("room.members", room, null);
        return reply.is("error")
                ? Map.of()
                : reply.data().getJsonArray("members").getValuesAs(JsonObject.class).stream()
                        .collect(Collectors.toMap(
                                member -> member.getString("userId"), member -> member.getInt("connections")));
    }

    private JsonObject sendUntilSaid(String content) {
        return await().atMost(SOON)
                .until(() -> send(content), reply -> reply.is("ack"))
                .data();
    }

    /** Under an id that is what it says. */
    private Received send(String content) {
        return speaker.requestAs(content, "message.send", room, Body.of("content", content))
                .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private HeraldClient connect(Server server, String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user + room)));
    }
}
