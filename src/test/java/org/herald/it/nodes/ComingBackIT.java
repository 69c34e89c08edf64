package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Redeployer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Herald is deployed anew, again and again, under clients that come back by themselves. */
class ComingBackIT {

    private static final int ROUNDS = 20;
    private static final int MEMBERS = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int RESTART = 1012;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void everyoneIsBackAfterEachRedeploymentAndWasToldToComeBack() {
        Redeployer server = mine.add(Redeployer.start("coming-back"));
        server.trustTestTokens()
                .set("herald.drain.time", "PT1S")
                .set("herald.limits.handshakes-per-address", "1000000/PT1M");
        server.deploy();
        Crowd crowd =
                mine.add(new Crowd("coming/back", List.of(server.server()))).members(MEMBERS);

        for (int i = 0; i < ROUNDS; i++) {
            server.undeploy();
            await().atMost(PATIENCE).until(() -> crowd.members().stream().noneMatch(Follower::isJoined));
            server.deploy();
            await().atMost(PATIENCE).until(() -> crowd.members().stream().allMatch(Follower::isJoined));
        }

        crowd.assertNoFault();
        assertThat(crowd.members()).allSatisfy(member -> {
            assertThat(member.counts().closeCodes).containsOnlyKeys(RESTART);
            assertThat(member.counts().connections.get()).isGreaterThan(ROUNDS);
        });
    }
}
