package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.ManyNodes;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node on Payara and one on WildFly are one Herald, like any two. */
@Tag("wildfly")
class AcrossServersIT extends AcrossNodesIT {

    @AutoClose
    private final Belongings mine = new Belongings();

    @Override
    ManyNodes nodes() {
        return ManyNodes.mixed();
    }

    @Test
    void tellsEverythingOnceAndInOneOrderOnBoth() throws InterruptedException {
        Crowd crowd = mine.add(new Crowd("deep/" + UUID.randomUUID(), nodes().servers()))
                .members(60)
                .voices(8, Duration.ofMillis(5));

        crowd.awaitProgress(500);
        crowd.finish();

        crowd.assertNothingMissed();
        assertThat(crowd.members())
                .allMatch(member -> member.counts().connections.get() == 1);
        assertThat(crowd.refusals()).isEmpty();
    }
}
