package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.Http;
import org.herald.it.kit.RedisProcess;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A node that cannot use its Redis is not deployed, and its log says why, but never the password. */
class UnusableRedisIT {

    private static final String PASSWORD = "secret-" + UUID.randomUUID();

    @AutoClose
    private final Belongings mine = new Belongings();

    @Test
    void failsWithTheReasonWhenRedisCannotBeReachedOrDoesNotLetItIn() {
        RedisProcess redis = mine.add(new RedisProcess("--requirepass", "right"));
        int nobody = HeraldNode.freePort();
        HeraldNode alone = launch("unusable-away", nobody);
        HeraldNode stranger = launch("unusable-password", redis.port());

        assertFailed(alone, "herald.redis.url: Redis (SINGLE [127.0.0.1:" + nobody + "]) cannot be reached: ");
        assertFailed(
                stranger,
                "herald.redis.url: Redis (SINGLE [127.0.0.1:" + redis.port() + "]) does not let Herald in: WRONGPASS");
    }

    private static void assertFailed(HeraldNode node, String why) {
        node.awaitStarted();
        assertThat(node.log().lines()).anyMatch(line -> line.contains(why));
        assertThat(node.log().text()).doesNotContain(PASSWORD);
        assertThat(node.ready()).isFalse();
        assertThat(Http.get(node.server().uri("/ws")).statusCode()).isEqualTo(404);
    }

    private HeraldNode launch(String name, int port) {
        return mine.add(HeraldNode.named(name)
                .trustingTestTokens()
                .property("herald.redis.url", "redis://:" + PASSWORD + "@127.0.0.1:" + port)
                .launch());
    }
}
