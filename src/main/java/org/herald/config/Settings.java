package org.herald.config;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads settings by key. Every method throws {@link InvalidSetting}, naming the key, when the value is not of its form.
 * An empty value counts as none.
 */
public final class Settings {

    private final Function<String, Optional<String>> source;

    /** @param source the value of a key, if there is one */
    public Settings(Function<String, Optional<String>> source) {
        this.source = source;
    }

    public Optional<String> text(String key) {
        return source.apply(key).map(String::strip).filter(value -> !value.isEmpty());
    }

    public String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    public boolean flag(String key, boolean otherwise) {
        return text(key)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new InvalidSetting(key, "must be true or false");
                })
                .orElse(otherwise);
    }

    /** A whole number from {@code min} to {@code max}. */
    public int number(String key, int otherwise, int min, int max) {
        return text(key)
                .map(value -> {
                    try {
                        int number = Integer.parseInt(value);
                        if (number >= min && number <= max) {
                            return number;
                        }
                    } catch (NumberFormatException e) {
                        throw new InvalidSetting(key, "must be a whole number from " + min + " to " + max, e);
                    }
                    throw new InvalidSetting(key, "must be a whole number from " + min + " to " + max);
                })
                .orElse(otherwise);
    }

    /** An ISO-8601 duration such as {@code PT30S}, not negative. */
    public Duration duration(String key, Duration otherwise) {
        return text(key).map(value -> duration(key, value)).orElse(otherwise);
    }

    /** Of the form {@code 60/PT1M}. */
    public Rate rate(String key, Rate otherwise) {
        return text(key)
                .map(value -> {
                    String[] parts = value.split("/", 2);
                    String rule = "must be <count>/<duration>, such as 60/PT1M, both above zero";
                    try {
                        long count = Long.parseLong(parts[0].strip());
                        Duration period = Duration.parse(parts.length > 1 ? parts[1].strip() : "");
                        if (count > 0 && !period.isNegative() && !period.isZero()) {
                            return new Rate(count, period);
                        }
                    } catch (NumberFormatException | DateTimeParseException e) {
                        throw new InvalidSetting(key, rule, e);
                    }
                    throw new InvalidSetting(key, rule);
                })
                .orElse(otherwise);
    }

    /** Comma-separated, blanks around the parts left out; empty when there is no value. */
    public List<String> list(String key) {
        return text(key).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    public Optional<URI> uri(String key) {
        return text(key).map(value -> {
            try {
                return URI.create(value);
            } catch (IllegalArgumentException e) {
                throw new InvalidSetting(key, "must be a URI", e);
            }
        });
    }

    private static Duration duration(String key, String value) {
        String rule = "must be an ISO-8601 duration such as PT30S, not negative";
        try {
            Duration duration = Duration.parse(value);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw new InvalidSetting(key, rule, e);
        }
        throw new InvalidSetting(key, rule);
    }
}
