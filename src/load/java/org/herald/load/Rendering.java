package org.herald.load;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a report, for people and for programs. */
final class Rendering {

    private Rendering() {}

    static String text(Report report, List<String> failures) {
        Times opening = report.tally().openings();
        Times delivery = report.tally().deliveries();
        String refused = report.refusals().entrySet().stream()
                .map(one -> one.getKey() + ": " + one.getValue())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                """
                connections  %d of %d
                handshakes   %.0f/s, p50 %.1f ms, p99 %.1f ms, longest %.1f ms (to having joined)
                published    %.0f/s
                delivered    %.0f/s
                latency      p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, longest %.1f ms
                gaps         %d
                duplicates   %d
                missing      %d
                refused      %s
                %s
                """,
                report.connected(),
                report.wanted(),
                report.handshakesPerSecond(),
                opening.percentile(50),
                opening.percentile(99),
                opening.longest(),
                report.perSecond(Count.PUBLISHED),
                report.perSecond(Count.DELIVERED),
                delivery.percentile(50),
                delivery.percentile(90),
                delivery.percentile(99),
                delivery.percentile(99.9),
                delivery.longest(),
                report.tally().get(Count.GAPS),
                report.tally().get(Count.DUPLICATES),
                report.missing(),
                refused.isEmpty() ? "none" : refused,
                failures.isEmpty() ? "All was well." : "NOT WELL: " + String.join("; ", failures));
    }

    static String json(Report report, List<String> failures) {
        Times opening = report.tally().openings();
        return "{"
                + "\"well\":" + failures.isEmpty()
                + ",\"connections\":" + report.connected()
                + ",\"wanted\":" + report.wanted()
                + ",\"handshakesPerSecond\":" + number(report.handshakesPerSecond())
                + ",\"handshakeMs\":{\"p50\":" + number(opening.percentile(50)) + ",\"p99\":"
                + number(opening.percentile(99)) + "}"
                + ",\"published\":" + report.tally().get(Count.PUBLISHED)
                + ",\"publishedPerSecond\":" + number(report.perSecond(Count.PUBLISHED))
                + ",\"delivered\":" + report.tally().get(Count.DELIVERED)
                + ",\"deliveredPerSecond\":" + number(report.perSecond(Count.DELIVERED))
                + ",\"latencyMs\":" + latency(report.tally().deliveries())
                + ",\"gaps\":" + report.tally().get(Count.GAPS)
                + ",\"duplicates\":" + report.tally().get(Count.DUPLICATES)
                + ",\"missing\":" + report.missing()
                + ",\"refused\":{"
                + report.refusals().entrySet().stream()
                        .map(one -> "\"" + one.getKey() + "\":" + one.getValue())
                        .collect(Collectors.joining(","))
                + "},\"failures\":["
                + failures.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(","))
                + "]}\n";
    }

    private static String latency(Times times) {
        return "{\"p50\":" + number(times.percentile(50)) + ",\"p90\":" + number(times.percentile(90)) + ",\"p99\":"
                + number(times.percentile(99)) + ",\"p999\":" + number(times.percentile(99.9)) + ",\"max\":"
                + number(times.longest()) + "}";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
