package org.herald.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.herald.figures.NodeFigures;
import org.herald.hub.ErrorCode;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {

    private final NodeFigures figures =
            new NodeFigures(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), "1.0 \"beta\"\\", "n1");

    @Test
    void writesEveryFigureWithItsHelpAndType() throws IOException {
        String text = text(null);

        assertThat(figures.all()).allSatisfy(figure -> {
            assertThat(text).contains("# HELP " + figure.name() + " " + figure.help() + "\n");
            assertThat(text)
                    .contains("# TYPE " + figure.name() + " "
                            + figure.kind().name().toLowerCase(Locale.ROOT) + "\n");
        });
        assertThat(text.lines().filter(line -> line.startsWith("# TYPE")))
                .hasSize(figures.all().size());
    }

    @Test
    void writesValuesWithTheirLabels() throws IOException {
        figures.connectionOpened("poll");
        figures.refused(ErrorCode.NOT_JOINED);
        figures.connectionClosed("poll", 4008, true);

        assertThat(text("text/plain"))
                .contains(
                        "\nherald_connections_opened_total{transport=\"poll\"} 1.0\n",
                        "\nherald_connections{transport=\"websocket\"} 0.0\n",
                        "\nherald_refusals_total{code=\"not_joined\"} 1.0\n",
                        "\nherald_closes_total{by=\"server\",code=\"4008\"} 1.0\n");
    }

    @Test
    void writesBucketsThatAddUp() throws IOException {
        figures.roundTrip(Duration.ofMillis(2));
        figures.roundTrip(Duration.ofMillis(20));

        assertThat(text("*/*"))
                .contains(
                        "\nherald_round_trip_seconds_bucket{le=\"0.001\"} 0\n",
                        "\nherald_round_trip_seconds_bucket{le=\"0.0025\"} 1\n",
                        "\nherald_round_trip_seconds_bucket{le=\"0.025\"} 2\n",
                        "\nherald_round_trip_seconds_bucket{le=\"+Inf\"} 2\n",
                        "\nherald_round_trip_seconds_count 2\n",
                        "\nherald_round_trip_seconds_sum 0.022\n");
    }

    @Test
    void escapesWhatCouldEndALabel() throws IOException {
        assertThat(text(null)).contains("version=\"1.0 \\\"beta\\\"\\\\\"");
    }

    @Test
    void speaksOpenMetricsToWhoAsksForIt() throws IOException {
        String accept = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5";

        assertThat(new PrometheusText(figures, accept).contentType()).startsWith("application/openmetrics-text");
        assertThat(text(accept))
                .endsWith("# EOF\n")
                .contains("# TYPE herald_deliveries counter\n", "herald_deliveries_total 0.0\n");
    }

    @Test
    void speaksTheOldFormatToEverybodyElse() {
        assertThat(new PrometheusText(figures, null).contentType())
                .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(new PrometheusText(figures, "application/json").contentType())
                .startsWith("text/plain");
    }

    private String text(String accept) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PrometheusText(figures, accept).writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
