package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.NodeSetup;
import org.herald.it.kit.Received;
import org.herald.it.kit.RedisProcess;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a user may publish is one limit over all nodes ({@code herald.limits.messages}). */
class OneLimitIT {

    private static final int BURST = 30;

    /** One more a minute: none within a test. */
    private static final String RATE = BURST + "/PT30M";

    private static final int MINUTE_MILLIS = 60_000;

    @AutoClose
    private static final Belongings servers = new Belongings();

    private static HeraldNode first;
    private static HeraldNode second;

    @AutoClose
    private final Belongings mine = new Belongings();

    private final String run = UUID.randomUUID().toString();

    @BeforeAll
    static void startNodes() {
        RedisProcess redis = servers.add(new RedisProcess());
        first = servers.add(limited("limit-1", redis).launch());
        second = servers.add(limited("limit-2", redis).launch());
        first.awaitReady();
        second.awaitReady();
    }

    @Test
    void countsWhatAUserSaysOverAllNodesTogether() {
        HeraldClient here = connect(first, "talker " + run);
        HeraldClient there = connect(second, "talker " + run);
        HeraldClient other = connect(second, "other " + run);
        List.of(here, there, other).forEach(client -> client.join(run));

        List<CompletableFuture<Received>> asked = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            asked.add(here.request("message.send", run, Body.of("content", "here " + i)));
            asked.add(there.request("message.send", run, Body.of("content", "there " + i)));
        }
        List<Received> replies = asked.stream()
                .map(one -> one.orTimeout(20, TimeUnit.SECONDS).join())
                .toList();

        assertThat(replies).filteredOn(one -> one.is("ack")).hasSize(BURST);
        assertThat(replies).filteredOn(one -> one.is("error")).hasSize(BURST).allSatisfy(OneLimitIT::assertLimited);
        other.say(run, "the end");
        for (HeraldClient client : List.of(here, there, other)) {
            client.inbox().await(one -> "the end".equals(one.content()));
            assertThat(client.inbox().all("message"))
                    .as("nothing refused is heard")
                    .hasSize(BURST + 1);
        }
        assertThat(inOrder(other, "here")).isSorted();
        assertThat(inOrder(other, "there")).isSorted();
    }

    @Test
    void refusesOnOneNodeWhatWasUsedUpOnTheOther() {
        HeraldClient here = connect(first, "mover " + run);
        here.join(run);
        for (int i = 0; i < BURST; i++) {
            here.say(run, "i" + i);
        }
        here.close();
        HeraldClient there = connect(second, "mover " + run);
        there.join(run);

        assertLimited(there.reply("message.send", run, Body.of("content", "x")));
        assertLimited(there.reply("direct.send", null, Body.of("to", "x", "content", "y")));
        there.roundTrip();
    }

    @Test
    void endsAConnectionThatIgnoresTheLimitThatTheOtherNodeReached() {
        HeraldClient here = connect(first, "flooder " + run);
        here.join(run);
        for (int i = 0; i < BURST; i++) {
            here.say(run, "i" + i);
        }
        HeraldClient there = connect(second, "flooder " + run);
        there.join(run);
        for (int i = 0; i < 200 && there.ending().isEmpty(); i++) {
            try {
                there.send("message.send", run, Body.of("content", "x"));
            } catch (UncheckedIOException e) {
                break; // ended meanwhile
            }
        }

        // what is still being sent into the closed connection may have it reset before the code is read
        assertThat(there.awaitEnding().code()).isIn(4029, 1006);
        assertThat(second.log().text()).containsPattern("closed connection=" + there.connectionId() + " .*code=4029");
        here.roundTrip();
    }

    private static List<Integer> inOrder(HeraldClient client, String from) {
        return client.inbox().all("message").stream()
                .map(Received::content)
                .filter(content -> content.startsWith(from))
                .map(content -> Integer.valueOf(content.substring(from.length() + 1)))
                .toList();
    }

    private static void assertLimited(Received reply) {
        assertThat(reply.code()).isEqualTo("rate_limited");
        JsonObject refusal = reply.data();
        assertThat(refusal.getInt("retryAfterMs")).isBetween(MINUTE_MILLIS / 2, MINUTE_MILLIS);
    }

    private HeraldClient connect(HeraldNode node, String user) {
        return mine.add(HeraldClient.connect(node.server(), Tokens.of(user)));
    }

    private static NodeSetup limited(String name, RedisProcess redis) {
        return HeraldNode.named(name)
                .trustingTestTokens()
                .property("herald.redis.url", redis.url())
                .property("herald.limits.messages", RATE);
    }
}
