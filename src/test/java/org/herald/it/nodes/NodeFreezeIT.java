package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Heard;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.ManyNodes;
import org.herald.it.kit.Received;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A node stands still for longer than its lease, is taken for dead, and goes on. */
class NodeFreezeIT {

    private static final Duration IN_TIME = ManyNodes.LEASE.plusSeconds(5);

    @AutoClose
    private final Belongings mine = new Belongings();

    private final String room = "freeze/" + UUID.randomUUID();
    private final ManyNodes nodes = ManyNodes.shared();

    @Test
    void missesNothingAndIsThereAgainAfterHavingBeenTakenForDead() throws InterruptedException {
        Crowd crowd = mine.add(new Crowd("deep/" + UUID.randomUUID(), nodes.servers()))
                .members(20)
                .voices(4, Duration.ofMillis(10));
        HeraldClient watcher = connect(nodes.first(), "watcher");
        HeraldClient alice = connect(nodes.second(), "alice");
        watcher.join(room);
        alice.join(room);
        crowd.awaitProgress(50);

        nodes.second().process().freeze();
        try {
            watcher.inbox().await(of("room.user_left", alice), IN_TIME);
        } finally {
            nodes.second().process().thaw();
        }
        watcher.inbox().await(2, of("room.user_joined", alice), IN_TIME);
        crowd.awaitProgress(50);
        crowd.finish();

        crowd.assertNothingMissed();
        crowd.assertKept();
        assertThat(crowd.members())
                .allMatch(member -> member.counts().connections.get() == 1);
        await().atMost(IN_TIME).until(nodes::areReady);
        assertThat(watcher.ack("room.members", room).getJsonArray("members")).hasSize(2);
        alice.ack("room.leave", room);
        List<Received> heard = Heard.by(watcher, watcher, room);
        assertThat(heard.stream().filter(of("room.user_left", alice))).hasSize(2);
        assertThat(heard.stream().filter(of("room.user_joined", alice))).hasSize(2);
    }

    private static Predicate<Received> of(String event, HeraldClient user) {
        return one -> one.is(event) && user.userId().equals(one.data().getString("userId"));
    }

    private HeraldClient connect(Server server, String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user + room)));
    }
}
