package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.EventSource;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.Rest;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A server that is told to stop says goodbye to those who listen by plain HTTP too. */
class ListenersShutdownIT {

    private static final int DRAIN_MILLIS = 3_000;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Test
    void endsStreamsAndAnswersPollsWithWhenToComeBack() {
        HeraldNode micro = mine.add(HeraldNode.named("listeners-shutdown")
                .trustingTestTokens()
                .property("herald.limits.handshakes-per-address", "9999/PT1M")
                .property("herald.drain.time", Duration.ofMillis(DRAIN_MILLIS))
                .start());
        List<EventSource> streams = IntStream.range(0, 50)
                .mapToObj(i -> mine.add(EventSource.open(micro.server(), Tokens.of("stream-" + i), "?room=general")))
                .toList();
        streams.forEach(stream -> stream.await("connected"));
        Rest poller = new Rest(micro.server(), Tokens.of("poller"));
        String cursor = poller.poll("?room=quiet").cursor();
        CompletableFuture<Rest.Answer> polling =
                CompletableFuture.supplyAsync(() -> poller.poll("?room=quiet&cursor=" + cursor));
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(poller.get("/rooms/quiet/members").body()).contains("poller"));

        micro.terminate();

        for (EventSource stream : streams) {
            EventSource.Message closed = stream.await("closed");
            assertThat(closed.json().getJsonObject("data").getInt("code")).isEqualTo(1012);
            assertThat(closed.json().getJsonObject("data").getBoolean("comeBack"))
                    .isTrue();
            int later =
                    stream.await("server.draining").json().getJsonObject("data").getInt("reconnectAfterMs");
            assertThat(later).isBetween(0, DRAIN_MILLIS - 1);
            assertThat(stream.retry()).isEqualTo(Integer.toString(later));
            stream.awaitEnd();
        }
        Rest.Answer answer = polling.join();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.events()).anyMatch(event -> event.getString("event").equals("server.draining"));
        assertThat(answer.cursor()).isNotEmpty();
        assertThat(micro.awaitEnd(Duration.ofSeconds(30))).isEqualTo(128 + 15);
    }
}
