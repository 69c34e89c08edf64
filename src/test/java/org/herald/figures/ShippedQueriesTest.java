package org.herald.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.herald.it.kit.Expressions;
import org.junit.jupiter.api.Test;

/** Rules, dashboard and documentation speak of figures that there are, and of all of them. */
class ShippedQueriesTest {

    private static final List<Figure> FIGURES = new NodeFigures(Clock.systemUTC(), "1", "n1").all();

    @Test
    void alertsAskForFiguresThatThereAre() {
        assertThat(Expressions.ofAlerts()).hasSameSizeAs(Expressions.alerts());
        assertThat(namesIn(Expressions.ofAlerts())).isNotEmpty().isSubsetOf(samples());
    }

    @Test
    void theDashboardAsksForFiguresThatThereAre() {
        assertThat(Expressions.dashboard().getString("title")).isEqualTo("Herald");
        assertThat(namesIn(Expressions.ofDashboard())).isNotEmpty().isSubsetOf(samples());
    }

    @Test
    void theDashboardShowsEveryFigure() {
        Set<String> shown = namesIn(Expressions.ofDashboard());

        assertThat(FIGURES).allSatisfy(figure -> assertThat(samples(figure)).containsAnyElementsOf(shown));
    }

    @Test
    void everyAlertIsTestedAndDocumented() throws IOException {
        String tests = Files.readString(Path.of("src", "test", "prometheus", "herald-alerts.test.yml"));
        String operations = Files.readString(Path.of("docs", "operations.md"));

        assertThat(Expressions.alerts()).doesNotHaveDuplicates().allSatisfy(alert -> {
            assertThat(tests).contains("name: " + alert + " fires\n", "name: " + alert + " keeps quiet\n");
            assertThat(operations).contains("| `" + alert + "` |");
        });
    }

    @Test
    void theTableOfFiguresIsWhole() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("docs", "operations.md")).stream()
                .filter(line -> line.startsWith("| `herald_"))
                .toList();

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(
                        FIGURES.stream().map(ShippedQueriesTest::row).toList());
    }

    private static String row(Figure figure) {
        String labels = figure.series().stream()
                .flatMap(series -> series.labels().keySet().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
        return "| `" + figure.name() + (labels.isEmpty() ? "" : '{' + labels + '}') + "` | "
                + figure.kind().name().toLowerCase(Locale.ROOT) + " | " + figure.help() + " |";
    }

    private static Set<String> namesIn(List<String> expressions) {
        return expressions.stream()
                .flatMap(expression -> Expressions.selectors(expression).stream())
                .map(selector -> selector.replaceFirst("\\{.*", ""))
                .collect(Collectors.toSet());
    }

    private static Set<String> samples() {
        return FIGURES.stream().flatMap(figure -> samples(figure).stream()).collect(Collectors.toSet());
    }

    private static List<String> samples(Figure figure) {
        return figure.kind() == Figure.Kind.HISTOGRAM
                ? Stream.of("_bucket", "_sum", "_count")
                        .map(figure.name()::concat)
                        .toList()
                : List.of(figure.name());
    }
}
