package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.herald.broker.Recorder;
import org.herald.hub.HubListener;
import org.herald.hub.RoomName;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.RedisProcess;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/** A node that cannot use its Redis does not start, and says why; one that stops leaves nothing. */
class RedisStartTest {

    @Test
    void saysThatRedisCannotBeReached() {
        assertFails("redis://:secret@127.0.0.1:" + HeraldNode.freePort(), "cannot be reached");
    }

    @Test
    void saysThatRedisDoesNotKnowThePassword() {
        try (RedisProcess redis = new RedisProcess("--requirepass", "right")) {
            assertFails("redis://:secret@127.0.0.1:" + redis.port(), "does not let Herald in: WRONGPASS");
            assertFails(redis.url(), "does not let Herald in: NOAUTH");
        }
    }

    @Test
    void saysThatRedisIsTooOld() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answer(server, "# Server\r\nredis_version:6.0.16\r\n"));
            thread.start();
            assertFails("redis://127.0.0.1:" + server.getLocalPort(), "is version 6.0: Herald needs 6.2 or newer");
        }
    }

    @Test
    void waitsForARedisThatIsOnlyJustStarting() {
        try (RedisProcess redis =
                new RedisProcess("--key-load-delay", "1000", "--loading-process-events-interval-bytes", "1024")) {
            redis.ask(Command.EVAL, "for i = 1, 1500 do redis.call('SET', 'k' .. i, i) end", "0");
            redis.kill();
            redis.start();
            assertThatThrownBy(() -> redis.ask(Command.GET, "k1")).hasMessageStartingWith("LOADING");

            try (TestNode node = TestNode.start(redis, Duration.ofSeconds(15))) {
                assertThat(node.broker().isUp()).isTrue();
            }
        }
    }

    @Test
    void saysThatRedisDoesNotAllowChannels() {
        try (RedisProcess redis = new RedisProcess()) {
            redis.ask(Command.ACL, "SETUSER", "herald", "on", ">secret", "allkeys", "allcommands", "resetchannels");

            assertFails("redis://herald:secret@127.0.0.1:" + redis.port(), "does not let Herald in: NOPERM");
        }
    }

    @Test
    void logsInAsAUserWithADatabaseOfItsOwn() {
        try (RedisProcess redis = new RedisProcess()) {
            String rights = "~test:* &test:* +@read +@write +@pubsub +@scripting +@connection +time +info";
            redis.ask(Command.ACL, ("SETUSER herald on >se/cret " + rights).split(" "));
            String url = "redis://herald:se%2Fcret@127.0.0.1:" + redis.port() + "/3";
            try (TestNode node = new TestNode(url, "test", Duration.ofSeconds(15), HubListener.NONE)) {
                node.broker().start(node.recorder());
                RoomName room = new RoomName("general");
                of(node.broker().interest().subscribe(room));
                of(node.broker().log().publish(Crowd.saying(room, "alice", "hello")));

                Awaitility.await().until(() -> Crowd.texts(node, room).size() == 1);
                assertThat(redis.ask(Command.DBSIZE)).isEqualTo(0L);
            }
        }
    }

    @Test
    void leavesNoThreadAndNoConnectionBehind() {
        try (RedisProcess redis = new RedisProcess()) {
            Set<Thread> before = threads();
            TestNode node = TestNode.start(redis, Duration.ofSeconds(15));
            of(node.broker().interest().subscribe(new RoomName("general")));
            assertThat(threads()).hasSizeGreaterThan(before.size() + 5);

            node.close();

            Awaitility.await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(Raw.text(redis.ask(Command.INFO, "clients")))
                            .contains("connected_clients:1\r"));
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("pool"))
                .collect(Collectors.toSet());
    }

    private static void assertFails(String url, String why) {
        try (TestNode node = new TestNode(url, "test", Duration.ofSeconds(15), HubListener.NONE)) {
            assertThatThrownBy(() -> node.broker().start(new Recorder()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("herald.redis.url: Redis (SINGLE [127.0.0.1:")
                    .hasMessageContaining(why)
                    .hasMessageNotContaining("secret");
        }
    }

    /** Answers every command with the same text, as long as the server is open. */
    private static void answer(ServerSocket server, String text) {
        byte[] answer = ("$" + text.length() + "\r\n" + text + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] question = new byte[4096];
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                while (in.read(question) >= 0) {
                    socket.getOutputStream().write(answer);
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private static <T> T of(CompletionStage<T> answer) {
        return answer.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
