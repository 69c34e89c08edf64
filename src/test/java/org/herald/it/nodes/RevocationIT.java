package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.herald.it.kit.AdminCalls;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Ending;
import org.herald.it.kit.HandshakeRefused;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.ManyNodes;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tokens that are taken back are of no use any more, on every node, whatever becomes of Redis and of nodes. */
class RevocationIT {

    private static final Duration SOON = Duration.ofSeconds(1);

    @AutoClose
    private final Belongings mine = new Belongings();

    private final ManyNodes nodes = ManyNodes.shared();
    private final AdminCalls admin = AdminCalls.to(nodes.first());
    private final String jti = UUID.randomUUID().toString();
    private final String alice = "alice-" + jti;
    private final String token = Tokens.user(alice).id(jti).sign();

    @Test
    void endsWhatATokenOpenedOnEveryNodeWithinASecond() {
        HeraldClient here = connect(nodes.first(), token);
        HeraldClient there = connect(nodes.second(), token);
        HeraldClient byAnother = connect(nodes.second(), Tokens.of(alice));

        int revoked = admin.post(200, "/revoke", Body.of("tokenId", jti, "reason", "leaked"))
                .getInt("revoked");

        assertThat(revoked).isEqualTo(2);
        for (HeraldClient client : List.of(here, there)) {
            assertThat(client.awaitEnding(SOON)).isEqualTo(new Ending(4001, "leaked"));
        }
        assertRefusedEverywhere(token);
        byAnother.roundTrip();
        assertThat(byAnother.refusal("auth.refresh", null, Body.of("token", token)))
                .isEqualTo("unauthorized");
        byAnother.roundTrip();
        assertThat(AdminCalls.by(nodes.second(), token)
                        .problem(401, "GET", "/nodes", null)
                        .getString("code"))
                .as("over HTTP")
                .isEqualTo("unauthorized");
    }

    @Test
    void endsEverythingThatAUserHasOnEveryNodeWithinASecond() {
        String old = Tokens.user(alice).issuedAgo(Duration.ofSeconds(5)).sign();
        HeraldClient here = connect(nodes.first(), old);
        HeraldClient there = connect(nodes.second(), old);
        HeraldClient bob = connect(nodes.second(), Tokens.of("bob-" + jti));

        assertThat(admin.post(200, "/revoke", Body.of("userId", alice)).getInt("revoked"))
                .isEqualTo(2);

        for (HeraldClient client : List.of(here, there)) {
            assertThat(client.awaitEnding(SOON)).isEqualTo(new Ending(4001, "the token was revoked"));
        }
        assertRefusedEverywhere(old);
        bob.roundTrip();
        Awaitility.await("a token to be good that was issued in a later second")
                .atMost(Duration.ofSeconds(5))
                .ignoreExceptionsInstanceOf(HandshakeRefused.class)
                .untilAsserted(() -> connect(nodes.second(), Tokens.of(alice)).roundTrip());
    }

    @Test
    void remembersItWhenRedisAndNodesRestart() {
        admin.post(200, "/revoke", Body.of("tokenId", jti));
        nodes.redis().kill();
        assertRefusedEverywhere(token);
        nodes.redis().start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(nodes::areReady);

        assertRefusedEverywhere(token);
        HeraldNode third = mine.add(nodes.another("many-3").start());
        assertThat(Refusals.status(third.server(), token)).isEqualTo(401);
        connect(third.server(), Tokens.of(alice)).roundTrip();
    }

    private void assertRefusedEverywhere(String bad) {
        for (Server server : nodes.servers()) {
            assertThat(Refusals.status(server, bad)).isEqualTo(401);
        }
    }

    private HeraldClient connect(Server server, String by) {
        return mine.add(HeraldClient.connect(server, by));
    }
}
