package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.ManyNodes;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is said on one node and on another comes in one order, to everyone, everything once. For a quarter of a minute,
 * or as many seconds as {@code -Dherald.it.seconds} says.
 */
class OrderIT {

    private static final Logger LOG = System.getLogger(OrderIT.class.getName());

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("herald.it.seconds", 15));
    private static final int MEMBERS = 200;
    private static final int VOICES = 20;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void tellsAllMembersOnAllNodesEverythingOnceAndInOneOrder() throws InterruptedException {
        ManyNodes nodes = ManyNodes.shared();
        Crowd crowd = mine.add(new Crowd("deep/" + UUID.randomUUID(), nodes.servers()))
                .members(MEMBERS);
        long begun = System.nanoTime();
        crowd.voices(VOICES, Duration.ZERO);
        Awaitility.await().atMost(TIME.plusMinutes(1)).until(() -> System.nanoTime() - begun >= TIME.toNanos());
        crowd.finish();

        int count = crowd.chronicle().countAcked();
        LOG.log(
                Level.INFO,
                count + " events to " + MEMBERS + " members: "
                        + crowd.chronicle().latencies());
        crowd.assertNothingMissed();
        assertThat(crowd.chronicle().countTold()).isEqualTo(count);
        assertThat(crowd.chronicle().head().seq()).isEqualTo(count);
        assertThat(crowd.members()).allMatch(member -> member.counts().events.get() == count);
        assertThat(crowd.members())
                .allMatch(member -> member.counts().connections.get() == 1);
        assertThat(crowd.refusals()).isEmpty();
    }
}
