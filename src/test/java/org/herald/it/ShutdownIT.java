package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.Received;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that is asked to end (SIGTERM) says goodbye to everyone, and when to come back. */
@Tag("newer-jdk")
class ShutdownIT {

    private static final int CLIENTS = 200;
    private static final int DRAIN_MILLIS = 3_000;
    private static final int SIGTERM = 128 + 15;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Test
    void endsEveryConnectionWith1012AndEachWithATimeOfItsOwn() {
        HeraldNode micro = mine.add(HeraldNode.named("shutdown")
                .trustingTestTokens()
                .property("herald.limits.handshakes-per-address", "9999/PT1M")
                .property("herald.drain.time", Duration.ofMillis(DRAIN_MILLIS))
                .start());
        List<HeraldClient> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> mine.add(HeraldClient.connect(micro.server(), Tokens.of("shutdown-" + i))))
                .toList();

        micro.terminate();

        for (HeraldClient client : clients) {
            assertThat(client.awaitEnding().code()).isEqualTo(1012);
            List<Received> all = client.inbox().all();
            assertThat(all.get(all.size() - 1).event()).isEqualTo("server.draining");
        }
        List<Integer> times = clients.stream()
                .map(client -> client.inbox().await("server.draining").data().getInt("reconnectAfterMs"))
                .toList();
        assertThat(times).allSatisfy(time -> assertThat(time).isBetween(0, DRAIN_MILLIS - 1));
        assertThat(times.stream().filter(time -> time < DRAIN_MILLIS / 2)).hasSizeBetween(CLIENTS / 4, CLIENTS * 3 / 4);
        assertThat(times.stream().distinct()).hasSizeGreaterThan(CLIENTS / 2);
        assertThat(micro.awaitEnd(Duration.ofSeconds(30))).isEqualTo(SIGTERM);
    }
}
