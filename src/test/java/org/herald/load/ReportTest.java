package org.herald.load;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {

    private final Tally tally = new Tally();

    @Test
    void findsAllWellWhenNothingIsMissing() {
        Report report = report(10, 0);

        assertThat(report.failures(Optional.empty())).isEmpty();
        assertThat(Rendering.text(report, report.failures(Optional.empty()))).contains("All was well.");
    }

    @Test
    void namesAllThatIsNotWell() {
        tally.refused("handshake 401");
        tally.refused("handshake 401");
        tally.refused("error rate_limited");
        tally.add(Count.GAPS, 3);
        tally.add(Count.DUPLICATES, 4);
        tally.add(Count.UNANSWERED, 5);
        tally.add(Count.UNSENT, 6);
        tally.add(Count.RESTARTS, 7);
        Report report = report(8, 9);

        assertThat(report.failures(Optional.empty()))
                .containsExactly(
                        "2 of 10 connections did not come about",
                        "1 × error rate_limited",
                        "2 × handshake 401",
                        "9 accepted messages did not arrive",
                        "3 messages were left out",
                        "4 messages came twice or late",
                        "7 times a room began anew",
                        "5 publications were not answered",
                        "6 publications had no connection to go by");
    }

    @Test
    void failsWhenDeliveriesTakeLongerThanTheyMay() {
        tally.measure(0);
        tally.delivered(0, Duration.ofMillis(30).toNanos());
        Report report = report(10, 0);

        assertThat(report.failures(Optional.of(Duration.ofMillis(31)))).isEmpty();
        assertThat(report.failures(Optional.of(Duration.ofMillis(29)))).containsExactly("--max-p99 was passed");
    }

    @Test
    void countsNothingThatWasDueBeforeItWasMeasured() {
        tally.delivered(1, 2);
        tally.measure(10);
        tally.delivered(9, 11);
        tally.delivered(10, 12);

        assertThat(tally.get(Count.DELIVERED)).isOne();
    }

    @Test
    void countsNoGoodbyes() {
        tally.end();
        tally.refused("close 1000");

        assertThat(tally.refusals()).isEmpty();
    }

    @Test
    void isReadByProgramsToo() {
        tally.measure(0);
        tally.add(Count.PUBLISHED, 20);
        tally.delivered(0, Duration.ofMillis(5).toNanos());
        tally.refused("error rate_limited");
        Report report = report(10, 0);
        String json = Rendering.json(report, report.failures(Optional.empty()));
        JsonObject read = Json.createReader(new StringReader(json)).readObject();

        assertThat(read.getBoolean("well")).isFalse();
        assertThat(read.getInt("published")).isEqualTo(20);
        assertThat(read.getJsonNumber("publishedPerSecond").doubleValue()).isEqualTo(10);
        assertThat(read.getJsonNumber("handshakesPerSecond").doubleValue()).isEqualTo(5);
        assertThat(read.getJsonObject("latencyMs").getJsonNumber("p99").doubleValue())
                .isBetween(4.9, 5.1);
        assertThat(read.getJsonObject("refused").getInt("error rate_limited")).isOne();
        assertThat(read.getJsonArray("failures")).hasSize(1);
    }

    private Report report(int connected, long missing) {
        return new Report(10, connected, Duration.ofSeconds(2), Duration.ofSeconds(2), missing, tally);
    }
}
