package org.herald.it.kit;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the files of {@code server-config} ask Prometheus, as they are handed out. */
public final class Expressions {

    /** With everything that Prometheus reads. */
    public static final Path PROMETHEUS = Path.of("server-config", "prometheus");

    public static final Path ALERTS = PROMETHEUS.resolve("herald-alerts.yml");
    public static final Path DASHBOARD = Path.of("server-config", "grafana", "herald-dashboard.json");

    private static final Pattern ALERT = Pattern.compile("^ *- alert: (\\w+)$", Pattern.MULTILINE);

    /** On one line, or on the more deeply indented ones behind a bar. */
    private static final Pattern RULE =
            Pattern.compile("^ {8}expr: (?:\\|\\n((?: {10}.*\\n)+)|(.*)\\n)", Pattern.MULTILINE);

    private static final Pattern SELECTOR = Pattern.compile("\\bherald_\\w+(?:\\{[^}]*\\})?");

    private Expressions() {}

    /** The names of all alerts, in their order. */
    public static List<String> alerts() {
        return ALERT.matcher(text(ALERTS))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    public static List<String> ofAlerts() {
        return RULE.matcher(text(ALERTS)).results().map(Expressions::rule).toList();
    }

    /** With every node and job chosen, and five minutes for the interval that fits the picture. */
    public static List<String> ofDashboard() {
        List<String> found = new ArrayList<>();
        collect(dashboard(), found);
        return found.stream()
                .map(expression -> expression
                        .replace("$__rate_interval", "5m")
                        .replace("$instance", ".*")
                        .replace("$job", ".*"))
                .toList();
    }

    public static JsonObject dashboard() {
        try (var reader = Json.createReader(new StringReader(text(DASHBOARD)))) {
            return reader.readObject();
        }
    }

    /** The series that an expression asks for, each as it stands there. */
    public static List<String> selectors(String expression) {
        return SELECTOR.matcher(expression).results().map(MatchResult::group).toList();
    }

    private static String rule(MatchResult found) {
        return found.group(1) == null
                ? found.group(2)
                : found.group(1).replaceAll("\\s+", " ").strip();
    }

    private static void collect(JsonValue value, List<String> found) {
        if (value instanceof JsonArray array) {
            array.forEach(one -> collect(one, found));
        } else if (value instanceof JsonObject object) {
            object.forEach((name, field) -> {
                if (name.equals("expr")) {
                    found.add(object.getString("expr"));
                } else {
                    collect(field, found);
                }
            });
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
