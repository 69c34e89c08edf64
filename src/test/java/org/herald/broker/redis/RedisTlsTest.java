package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.herald.hub.HubListener;
import org.herald.hub.RoomName;
import org.herald.it.kit.MicroProcess;
import org.herald.it.kit.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rediss://}: over TLS, to a server whose certificate is trusted, and to no other. */
class RedisTlsTest {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

    @TempDir
    private Path files;

    private final int port = MicroProcess.freePort();
    private TestCertificate certificate;
    private RedisProcess redis;

    @BeforeEach
    void startRedis() throws Exception {
        certificate = new TestCertificate(files);
        redis = new RedisProcess(
                "--tls-port",
                "" + port,
                "--tls-auth-clients",
                "no",
                "--tls-cert-file",
                certificate.certificateFile().toString(),
                "--tls-key-file",
                certificate.keyFile().toString(),
                "--tls-ca-cert-file",
                certificate.certificateFile().toString());
    }

    @AfterEach
    void stopRedis() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE_PASSWORD);
        redis.close();
    }

    @Test
    void speaksToARedisThatIsTrusted() throws Exception {
        System.setProperty(TRUST_STORE, certificate.trustStore().toString());
        System.setProperty(TRUST_STORE_PASSWORD, new String(TestCertificate.PASSWORD));
        try (TestNode node = node()) {
            node.broker().start(node.recorder());
            RoomName room = new RoomName("general");
            node.broker().interest().subscribe(room).toCompletableFuture().join();
            node.broker().log().publish(Crowd.saying(room, "alice", "hello"));

            Awaitility.await().until(() -> Crowd.texts(node, room).size() == 1);
        }
    }

    @Test
    void doesNotStartWithARedisThatIsNotTrusted() {
        try (TestNode node = node()) {
            assertThatThrownBy(() -> node.broker().start(node.recorder()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("herald.redis.url");
        }
    }

    private TestNode node() {
        return new TestNode("rediss://127.0.0.1:" + port, "tls", Duration.ofSeconds(15), HubListener.NONE);
    }
}
