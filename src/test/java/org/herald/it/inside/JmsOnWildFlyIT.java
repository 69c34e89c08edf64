package org.herald.it.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.ConfigFile;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.Product;
import org.herald.it.kit.RedisProcess;
import org.herald.it.kit.Server;
import org.herald.it.server.WildFlyCli;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With the broker that WildFly brings, as {@code server-config/wildfly/jms.cli} adds it, and rooms in Redis. */
@Tag("wildfly")
class JmsOnWildFlyIT extends JmsContract {

    private static final String QUEUE = "java:/jms/queue/herald";
    private static final String TOPIC = "java:/jms/topic/herald";
    private static final Belongings servers = new Belongings();

    /** Longer than a message is tried before it goes back to the queue. */
    private static final Duration LONG = Duration.ofSeconds(40);

    private static RedisProcess redis;
    private static Server server;

    @BeforeAll
    static void start() throws Exception {
        WildFlyCli cli = new WildFlyCli(
                Files.createTempDirectory(Path.of("target"), "wildfly-jms").toAbsolutePath());
        cli.run(ConfigFile.read("wildfly/jms.cli"));
        redis = servers.add(new RedisProcess());
        server = servers.add(HeraldNode.named("wildfly-jms")
                        .on(Product.WILDFLY)
                        .configuration(cli.configuration())
                        .war(Applications.mail())
                        .trustingTestTokens()
                        .property("herald.redis.url", redis.url())
                        .property("herald.namespaces", "orders")
                        .property("herald.jms.queue", QUEUE)
                        .property("herald.jms.topic", TOPIC)
                        .property("herald.jms.namespaces", "orders")
                        .start())
                .server();
    }

    @AfterAll
    static void end() {
        servers.close();
    }

    /** What was asked of a frozen Redis is done when it thaws; by then the message has gone back to the queue. */
    @Test
    void publishesOnceWhatComesAgainAfterAnOutage() {
        HeraldClient alice = listening("alice", "mail/outage");
        post().send("{\"room\":\"mail/outage\",\"content\":\"before\"}");
        heard(alice, 1);
        int mark = server.log().mark();

        redis.freeze();
        long begun = System.nanoTime();
        post().send("{\"room\":\"mail/outage\",\"content\":\"during\"}");
        Awaitility.await("the message to be back in the queue")
                .atMost(LONG.multipliedBy(2))
                .until(() -> server.log().textSince(mark).contains("taking from the queue " + QUEUE + " does not work")
                        || System.nanoTime() - begun > LONG.toNanos());
        redis.thaw();
        post().send("{\"room\":\"mail/outage\",\"content\":\"after\"}");

        assertThat(heard(alice, 3)).containsExactly("before", "during", "after");
        assertThat(alice.ack("room.history", "mail/outage", Body.of()).getJsonArray("events"))
                .hasSize(3);
    }

    @Override
    Post post() {
        return new Post(server, QUEUE, TOPIC);
    }
}
