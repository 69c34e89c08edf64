package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.herald.broker.Published;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.it.kit.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/** What two nodes tell of a room while something happens to Redis. */
class RedisFailureTest {

    private static final RoomName ROOM = new RoomName("general");

    private final RedisProcess redis = new RedisProcess();
    private final TestNode first = TestNode.start(redis, Duration.ofSeconds(15));
    private final TestNode second = TestNode.start(redis, Duration.ofSeconds(15));
    private final List<TestNode> nodes = List.of(first, second);
    private final Crowd crowd = new Crowd(ROOM, nodes);

    @BeforeEach
    void subscribe() {
        nodes.forEach(node -> of(node.broker().interest().subscribe(ROOM)));
    }

    @AfterEach
    void close() {
        nodes.forEach(TestNode::close);
        redis.close();
    }

    @Test
    void tellsTheSameOnAllNodes() throws InterruptedException {
        crowd.start(4);
        untilAnswered(500);
        crowd.stop();

        assertNothingMissedOrDoubled();
    }

    @Test
    void missesAndDoublesNothingWhenRedisIsKilledAndComesBack() throws InterruptedException {
        crowd.start(3);
        for (int i = 1; i <= 3; i++) {
            untilAnswered(crowd.answers().size() + 200);
            redis.kill();
            redis.start();
        }
        untilAnswered(crowd.answers().size() + 200);
        crowd.stop();

        assertNothingMissedOrDoubled();
    }

    @Test
    void missesAndDoublesNothingWhenRedisIsFrozenForLong() throws InterruptedException {
        crowd.start(2);
        untilAnswered(200);
        redis.freeze();
        await().atMost(15, TimeUnit.SECONDS)
                .until(() -> nodes.stream().noneMatch(node -> node.broker().isUp()));
        redis.thaw();
        untilAnswered(crowd.answers().size() + 200);
        crowd.stop();

        assertNothingMissedOrDoubled();
    }

    @Test
    void missesAndDoublesNothingWhenConnectionsBreak() throws InterruptedException {
        crowd.start(3);
        for (int i = 1; i <= 5; i++) {
            untilAnswered(crowd.answers().size() + 100);
            redis.ask(Command.CLIENT, "KILL", "TYPE", i % 2 == 0 ? "pubsub" : "normal");
        }
        untilAnswered(crowd.answers().size() + 100);
        crowd.stop();

        assertNothingMissedOrDoubled();
    }

    @Test
    void tellsThatHistoryWasLostWhenRedisComesBackEmpty() {
        say("before");
        eventually().until(() -> nodes.stream().allMatch(node -> texts(node).equals(List.of("before"))));
        redis.kill();
        redis.forget();
        redis.start();
        eventually().until(() -> losses(first) == 1 && losses(second) == 1);

        Position after = sayUntilDone("after").position();

        assertThat(after.seq()).isEqualTo(1);
        eventually().until(() -> nodes.stream().allMatch(node -> texts(node).equals(List.of("before", "after"))));
        assertThat(nodes).allMatch(node -> losses(node) == 1);
        assertThat(nodes).allMatch(node -> node.recorder().losses().get(0).now().sameEpoch(after));
    }

    @Test
    void tellsThatHistoryWasLostWhenRedisIsFlushed() {
        Position before = say("before").position();
        redis.flush();

        Position after = say("after").position();

        assertThat(after.sameEpoch(before)).isFalse();
        eventually().until(() -> losses(first) == 1 && losses(second) == 1);
        say("later");
        eventually().until(() -> nodes.stream().allMatch(node -> texts(node).contains("later")));
        assertThat(nodes).allMatch(node -> losses(node) == 1);
    }

    @Test
    void noticesThatAQuietRoomWasFlushed() {
        say("before");
        redis.flush();

        nodes.forEach(node -> node.advance(Duration.ofSeconds(31)));

        eventually().until(() -> losses(first) == 1 && losses(second) == 1);
    }

    @Test
    void takesNoEventForAnotherWhenRedisFallsBackToOlderData() {
        say("one");
        redis.remember();
        Position lost = say("two").position();
        eventually().until(() -> nodes.stream().allMatch(node -> texts(node).contains("two")));
        redis.kill();
        redis.fallBack();
        redis.start();

        Position after = sayUntilDone("three").position();

        assertThat(after.sameEpoch(lost)).isFalse();
        eventually().until(() -> nodes.stream().allMatch(node -> losses(node) == 1));
        Position later = say("four").position();
        assertThat(later).isEqualTo(after.next());
        eventually().until(() -> nodes.stream().allMatch(node -> texts(node).contains("four")));
    }

    @Test
    void noticesThatAnotherEventHasTheNumberOfOneItTold() {
        say("one");
        redis.remember();
        say("two");
        eventually().until(() -> nodes.stream().allMatch(node -> texts(node).contains("two")));
        redis.kill();
        redis.fallBack();
        RedisProcess back = redis;
        nodes.forEach(TestNode::die);
        back.start();
        try (TestNode late = TestNode.start(redis, Duration.ofSeconds(15))) {
            of(late.broker().log().publish(Crowd.saying(ROOM, "late", "another two")));
            Mark told = mark(first);

            Reading read = of(((RedisRoomLog) late.broker().log()).resume(ROOM, told));

            assertThat(read.page().reaches()).isFalse();
            assertThat(read.head().position().sameEpoch(told.position())).isFalse();
        }
    }

    @Test
    void refusesAtOnceWhileRedisIsAwayAndPublishesOnceWhatIsTriedAgain() {
        Published before = say("before");
        redis.kill();
        eventually().until(() -> refusal(first) != null);
        long begun = System.nanoTime();
        assertThat(refusal(first).code().wire()).isEqualTo("unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        redis.start();

        assertThat(sayUntilDone("try").position()).isEqualTo(before.position().next());
        assertThat(say("try").duplicate()).isTrue();
        eventually().until(() -> nodes.stream().allMatch(node -> texts(node).equals(List.of("before", "try"))));
    }

    @Test
    void teachesRedisTheScriptsThatItForgot() {
        say("one");
        redis.ask(Command.SCRIPT, "FLUSH");
        List<CompletionStage<Published>> answers = IntStream.range(0, 50)
                .mapToObj(i -> first.broker().log().publish(Crowd.saying(ROOM, "alice", "m" + i)))
                .toList();

        for (int i = 0; i < 50; i++) {
            assertThat(of(answers.get(i)).position().seq()).isEqualTo(i + 2);
        }
    }

    @Test
    void ignoresWhatIsNoEvent() {
        for (String garbage : List.of("", "x", "\u0001", "\u0001M", "\u0001e123", "\u0007abc")) {
            redis.ask(Command.PUBLISH, "test:room:{general}:events", garbage);
        }
        say("after");

        eventually().until(() -> nodes.stream().allMatch(node -> texts(node).equals(List.of("after"))));
    }

    @Test
    void readsFromHistoryWhatAMessageThatGotLostSaid() {
        Position one = say("one").position();
        eventually().until(() -> nodes.stream().allMatch(node -> texts(node).contains("one")));
        for (int i = 2; i <= 3; i++) { // published, but not told
            redis.ask(Command.EVAL, lostEvent(one, i), "2", "test:room:{general}:meta", "test:room:{general}:history");
        }
        say("four");

        eventually().until(() -> nodes.stream().allMatch(node -> texts(node).contains("four")));
        assertThat(nodes).allMatch(node -> texts(node).equals(List.of("one", "one", "one", "four")));
        assertInOrder(first.recorder().roomEvents(ROOM));
    }

    /** A copy of the first event in another place, of which nobody was told. */
    private static String lostEvent(Position of, int seq) {
        return """
                local e = redis.call('HGET', KEYS[2], '1')
                redis.call('HSET', KEYS[2], '%d', e:sub(1, 15) .. struct.pack('>I4I4', 0, %d) .. e:sub(24))
                redis.call('SETRANGE', KEYS[1], 0, struct.pack('>d', %d))
                return 1
                """.formatted(seq, seq, seq);
    }

    private void assertNothingMissedOrDoubled() {
        List<String> published = crowd.answers().entrySet().stream()
                .sorted((a, b) -> Long.compare(
                        a.getValue().position().seq(), b.getValue().position().seq()))
                .map(entry -> entry.getKey())
                .toList();
        eventually().until(() -> nodes.stream().allMatch(node -> texts(node).size() >= published.size()));
        for (TestNode node : nodes) {
            assertThat(texts(node)).isEqualTo(published);
            assertInOrder(node.recorder().roomEvents(ROOM));
            assertThat(node.recorder().losses()).isEmpty();
        }
    }

    private static void assertInOrder(List<RoomEvent> events) {
        assertThat(events.get(0).position().seq()).isEqualTo(1);
        for (int i = 1; i < events.size(); i++) {
            assertThat(events.get(i).position())
                    .isEqualTo(events.get(i - 1).position().next());
        }
    }

    private void untilAnswered(int count) {
        await().atMost(20, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> crowd.answers().size() >= count);
    }

    private Published say(String text) {
        return of(first.broker().log().publish(Crowd.saying(ROOM, "alice", text)));
    }

    /** As a client does while the answer is {@code unavailable}. */
    private Published sayUntilDone(String text) {
        return eventually()
                .until(
                        () -> first.broker()
                                .log()
                                .publish(Crowd.saying(ROOM, "alice", text))
                                .exceptionally(failure -> null)
                                .toCompletableFuture()
                                .get(5, TimeUnit.SECONDS),
                        published -> published != null);
    }

    private static Refused refusal(TestNode node) {
        return (Refused) node.broker()
                .log()
                .publish(Crowd.saying(ROOM, "alice", "try"))
                .handle((published, failure) -> failure)
                .toCompletableFuture()
                .join();
    }

    private static Mark mark(TestNode node) {
        List<RoomEvent> events = node.recorder().roomEvents(ROOM);
        return Mark.of(events.get(events.size() - 1));
    }

    private static List<String> texts(TestNode node) {
        return Crowd.texts(node, ROOM);
    }

    private static long losses(TestNode node) {
        return Stream.of(node.recorder().losses()).mapToLong(List::size).sum();
    }

    private static <T> T of(CompletionStage<T> answer) {
        return answer.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static ConditionFactory eventually() {
        return await().atMost(10, TimeUnit.SECONDS).pollInterval(Duration.ofMillis(10));
    }
}
