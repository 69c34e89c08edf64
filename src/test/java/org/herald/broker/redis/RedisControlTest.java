package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.herald.broker.Control;
import org.herald.broker.ControlMessage.Announce;
import org.herald.broker.ControlMessage.KickUser;
import org.herald.broker.ControlMessage.RevokeToken;
import org.herald.broker.ControlMessage.RevokeUser;
import org.herald.hub.ConnectionId;
import org.herald.hub.ErrorCode;
import org.herald.hub.Identity;
import org.herald.hub.Notification;
import org.herald.hub.Refused;
import org.herald.hub.UserId;
import org.herald.it.kit.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/** Orders to several nodes, and what of them has to be remembered. */
class RedisControlTest {

    private static final UserId ALICE = new UserId("alice");
    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final KickUser KICK = new KickUser(ALICE, "spam");

    private final RedisProcess redis = new RedisProcess();
    private final List<TestNode> nodes = new ArrayList<>();
    private final long inAnHour = System.currentTimeMillis() + 3_600_000;
    private TestNode first;
    private TestNode second;

    @BeforeEach
    void start() {
        first = node();
        second = node();
    }

    @AfterEach
    void close() {
        nodes.forEach(TestNode::close);
        redis.close();
    }

    @Test
    void tellsEveryNodeOnceAndAddsUpTheirConnections() {
        first.recorder().has(new ConnectionId("c-1"));
        second.recorder().has(new ConnectionId("c-2"));
        second.recorder().has(new ConnectionId("c-3"));
        Announce announce = new Announce(new Notification("title", "body", "warn", "https://example.com", null));

        assertThat(of(second.broker().control().send(KICK))).isEqualTo(new Control.Outcome(3, List.of()));
        of(second.broker().control().send(announce));

        assertThat(first.recorder().orders()).containsExactly(KICK, announce);
        assertThat(second.recorder().orders()).containsExactly(KICK, announce);
    }

    @Test
    void waitsForNodesThatHadNoTimeToSayThatTheyAreThereSinceRedisForgotThem() {
        second.recorder().has(new ConnectionId("c-2"));
        long start = System.nanoTime();
        eventually().until(() -> System.nanoTime() - start > LEASE.toNanos()); // they know of each other
        redis.flush();

        long forgotten = System.nanoTime();
        while (System.nanoTime() - forgotten < LEASE.multipliedBy(2).toNanos()) {
            assertThat(of(first.broker().control().send(KICK))).isEqualTo(new Control.Outcome(1, List.of()));
        }
    }

    @Test
    void revokesOnEveryNode() {
        long now = System.currentTimeMillis();
        of(second.broker().control().send(new RevokeToken("t", inAnHour, null)));
        of(second.broker().control().send(new RevokeUser(ALICE, now, inAnHour, null)));

        for (TestNode node : nodes) {
            assertThat(isRevoked(node, "t")).isTrue();
            assertThat(isRevoked(node, "other")).isFalse();
            assertThat(isRevoked(node, ALICE, now)).isTrue();
            assertThat(isRevoked(node, ALICE, now + 1)).isFalse();
        }
    }

    @Test
    void knowsAtItsStartWhatWasRevoked() {
        long now = System.currentTimeMillis();
        of(first.broker().control().send(new RevokeToken("t", inAnHour, null)));
        of(first.broker().control().send(new RevokeUser(ALICE, now, inAnHour, null)));
        of(first.broker().control().send(new RevokeUser(ALICE, now - 10, inAnHour - 10, null)));

        TestNode third = node();

        assertThat(isRevoked(third, "t")).isTrue();
        assertThat(isRevoked(third, ALICE, now)).isTrue();
        assertThat(isRevoked(third, ALICE, now + 1)).isFalse();
    }

    @Test
    void startsThoughNotAllThatIsRevokedCanBeUnderstood() {
        for (String subject : List.of("", "t", "u", "x\n")) {
            redis.ask(Command.ZADD, "test:{revoked}:until", "" + inAnHour, subject);
        }
        of(first.broker().control().send(new RevokeToken("t", inAnHour, null)));

        assertThat(isRevoked(node(), "t")).isTrue();
    }

    @Test
    void learnsWhatWasRevokedWhileItHeardNothing() {
        revokeUnheard("t");
        redis.ask(Command.CLIENT, "KILL", "TYPE", "pubsub");

        eventually().until(() -> isRevoked(first, "t") && isRevoked(second, "t"));
        eventually()
                .untilAsserted(() ->
                        assertThat(first.recorder().orders()).containsExactly(new RevokeToken("t", inAnHour, null)));
    }

    @Test
    void looksNowAndThenWhetherAnOrderGotLost() {
        revokeUnheard("t");
        first.advance(Duration.ofSeconds(61));

        eventually().until(() -> isRevoked(first, "t"));
        assertThat(isRevoked(second, "t")).isFalse();
    }

    @Test
    void saysAgainWhatWasRevokedWhenRedisForgotIt() {
        of(second.broker().control().send(new RevokeToken("t", inAnHour, null)));
        of(second.broker().control().send(new RevokeUser(ALICE, 5, inAnHour, null)));
        redis.flush();

        eventually().until(() -> keys("test:{revoked}:*").size() == 2);
        eventually().until(() -> ((Long) redis.ask(Command.ZCARD, "test:{revoked}:until")) == 2);
        TestNode third = node();
        assertThat(isRevoked(third, "t")).isTrue();
        assertThat(isRevoked(third, ALICE, 5)).isTrue();
    }

    @Test
    void leavesNothingInRedisThatIsOver() {
        of(first.broker().control().send(new RevokeUser(ALICE, 5, System.currentTimeMillis() + 100, null)));
        of(first.broker().control().send(new RevokeToken("t", System.currentTimeMillis() + 300, null)));

        eventually().until(() -> keys("test:{revoked}:*").isEmpty());
    }

    @Test
    void forgetsWhatIsOverWhenMoreIsRevoked() {
        long soon = System.currentTimeMillis() + 200;
        of(first.broker().control().send(new RevokeUser(ALICE, 5, soon, null)));
        eventually().until(() -> System.currentTimeMillis() > soon);
        of(first.broker().control().send(new RevokeToken("t", inAnHour, null)));

        assertThat(keys("test:{revoked}:*")).hasSize(1);
        assertThat((Long) redis.ask(Command.ZCARD, "test:{revoked}:until")).isEqualTo(1);
        assertThat((Long) redis.ask(Command.PTTL, "test:{revoked}:until")).isPositive();
    }

    @Test
    void ignoresWhatIsNoOrder() {
        for (String nonsense : List.of("", "nonsense", "\1", "\1o12345678")) {
            redis.ask(Command.PUBLISH, "test:{nodes}:control", nonsense);
        }
        of(second.broker().control().send(KICK));

        assertThat(first.recorder().orders()).containsExactly(KICK);
    }

    @Test
    void namesTheNodesThatDoNotAnswer() {
        first.die();
        CompletionStage<Control.Outcome> outcome = second.broker().control().send(KICK);
        eventually().until(() -> second.recorder().orders().size() == 1);
        second.advance(Duration.ofSeconds(2));

        assertThat(of(outcome)).isEqualTo(new Control.Outcome(0, List.of("n")));
    }

    @Test
    void countsAFaultOfANodeAsNothingDone() {
        first.recorder().failWith(new IllegalStateException("broken"));

        assertThat(of(second.broker().control().send(KICK))).isEqualTo(new Control.Outcome(0, List.of()));
        assertThat(first.takeFaults()).hasSize(1);
    }

    @Test
    void refusesOrdersWhileRedisIsAway() {
        redis.kill();
        eventually().until(() -> !first.broker().isUp());

        assertUnavailable(first.broker().control().send(KICK));
        assertThat(first.recorder().orders()).isEmpty();
        redis.start();
        eventually().ignoreExceptions().until(() -> of(first.broker().control().send(KICK)) != null);
    }

    @Test
    void refusesOrdersThatRedisDoesNotTakeInTime() {
        redis.freeze();
        CompletionStage<Control.Outcome> outcome = first.broker().control().send(KICK);
        first.advance(Duration.ofSeconds(2));

        assertUnavailable(outcome);
        assertThat(first.recorder().orders()).isEmpty();
        redis.thaw();
    }

    private static void assertUnavailable(CompletionStage<?> answer) {
        assertThat(answer.toCompletableFuture())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .satisfies(failure ->
                        assertThat(((Refused) failure.getCause()).code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    /** As a node does whose order reaches nobody. */
    private void revokeUnheard(String tokenId) {
        redis.ask(Command.ZADD, "test:{revoked}:until", "" + inAnHour, "t" + tokenId);
    }

    private TestNode node() {
        TestNode node = TestNode.start(redis, LEASE);
        nodes.add(node);
        return node;
    }

    private boolean isRevoked(TestNode node, String tokenId) {
        return node.broker()
                .revocations()
                .isRevoked(new Identity(ALICE, Set.of(), Identity.Grants.NONE, tokenId, inAnHour, inAnHour));
    }

    private boolean isRevoked(TestNode node, UserId user, long issuedAt) {
        return node.broker()
                .revocations()
                .isRevoked(new Identity(user, Set.of(), Identity.Grants.NONE, null, issuedAt, inAnHour));
    }

    private List<?> keys(String pattern) {
        return (List<?>) redis.ask(Command.KEYS, pattern);
    }

    private static <T> T of(CompletionStage<T> answer) {
        return answer.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static ConditionFactory eventually() {
        return await().atMost(10, TimeUnit.SECONDS).pollInterval(Duration.ofMillis(10));
    }
}
