package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.herald.hub.HubListener;
import org.herald.hub.RoomName;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.RedisProcess;
import org.herald.it.kit.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rediss://} and its sisters: over TLS, to servers whose certificates are trusted, and to no others. */
class RedisTlsTest {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

    @TempDir
    private Path files;

    @AutoClose
    private final Belongings mine = new Belongings();

    private TestCertificate certificate;

    @BeforeEach
    void makeCertificate() throws Exception {
        certificate = new TestCertificate(files);
    }

    @AfterEach
    void forgetTrust() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE_PASSWORD);
    }

    @Test
    void speaksToARedisThatIsTrusted() throws Exception {
        trust();

        assertWorks("rediss://127.0.0.1:" + redis());
    }

    @Test
    void doesNotStartWithARedisThatIsNotTrusted() {
        assertFails("rediss://127.0.0.1:" + redis());
    }

    @Test
    void speaksToSentinelsAndTheMasterThatTheyName() throws Exception {
        int sentinel = sentinel();
        trust();

        assertWorks("rediss-sentinel://127.0.0.1:" + sentinel + "#main");
    }

    @Test
    void doesNotStartWithSentinelsThatAreNotTrusted() {
        assertFails("rediss-sentinel://127.0.0.1:" + sentinel() + "#main");
    }

    @Test
    void speaksToEveryMasterOfACluster() throws Exception {
        RedisCluster cluster = mine.add(RedisCluster.overTls(certificate.options()));
        trust();

        RoomName[] rooms = IntStream.range(0, 3).mapToObj(cluster::room).toArray(RoomName[]::new);
        assertWorks("rediss-cluster://127.0.0.1:" + cluster.last().tlsPort(), rooms);
    }

    @Test
    void doesNotStartWithAClusterThatIsNotTrusted() {
        RedisCluster cluster = mine.add(RedisCluster.overTls(certificate.options()));

        assertFails("rediss-cluster://127.0.0.1:" + cluster.last().tlsPort());
    }

    /** Its port for TLS. */
    private int redis() {
        return mine.add(RedisProcess.overTls(certificate.options())).tlsPort();
    }

    /** The same of a sentinel that reaches its master over TLS only. */
    private int sentinel() {
        String lines = certificate.options().stream()
                .map(option -> option.startsWith("--") ? '\n' + option.substring(2) : ' ' + option)
                .collect(Collectors.joining("", "", "\ntls-replication yes\n"));
        int port = HeraldNode.freePort();
        mine.add(RedisProcess.sentinel(redis(), lines + "tls-port " + port + '\n'));
        return port;
    }

    private void trust() throws Exception {
        System.setProperty(TRUST_STORE, certificate.trustStore().toString());
        System.setProperty(TRUST_STORE_PASSWORD, new String(TestCertificate.PASSWORD));
    }

    private static void assertWorks(String url, RoomName... rooms) {
        try (TestNode node = node(url)) {
            node.broker().start(node.recorder());
            for (RoomName room : rooms.length == 0 ? new RoomName[] {new RoomName("general")} : rooms) {
                Awaitility.await()
                        .until(() -> node.broker()
                                .interest()
                                .subscribe(room)
                                .handle((done, failure) -> failure == null)
                                .toCompletableFuture()
                                .join());
                node.broker().log().publish(Crowd.saying(room, "alice", "hello"));

                Awaitility.await().until(() -> Crowd.texts(node, room).size() == 1);
            }
        }
    }

    private static void assertFails(String url) {
        try (TestNode node = node(url)) {
            assertThatThrownBy(() -> node.broker().start(node.recorder()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("herald.redis.url");
        }
    }

    private static TestNode node(String url) {
        return new TestNode(url, "tls", Duration.ofSeconds(15), HubListener.NONE);
    }
}
