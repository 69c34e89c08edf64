package org.herald.load;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options on the command line, each read with its rule. Every method throws {@link BadArgument}. */
final class Arguments {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(ms|s|m|h)?");

    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * @param flags options that have no value
     * @param others options that have one, as {@code --name value} or {@code --name=value}
     */
    Arguments(String[] words, Set<String> flags, Set<String> others) {
        for (int i = 0; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            String name = equals < 0 ? words[i] : words[i].substring(0, equals);
            if (flags.contains(name) && equals < 0) {
                put(name, "");
            } else if (others.contains(name)) {
                if (equals < 0 && i + 1 == words.length) {
                    throw new BadArgument(name + " needs a value");
                }
                put(name, equals < 0 ? words[++i] : words[i].substring(equals + 1));
            } else {
                throw new BadArgument(name + " is no option of herald-load; --help lists them");
            }
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> text(String name) {
        Optional<String> value = Optional.ofNullable(values.get(name));
        if (value.filter(String::isBlank).isPresent()) {
            throw new BadArgument(name + " must not be empty");
        }
        return value;
    }

    int number(String name, int otherwise, int least, int most) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new BadArgument(name + " must be a whole number from " + least + " to " + most);
        }
        return Integer.parseInt(value);
    }

    /** Such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}; a number alone counts seconds. */
    Optional<Duration> time(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> {
            Matcher form = TIME.matcher(value);
            if (!form.matches()) {
                throw new BadArgument(name + " must be a time such as 500ms, 30s, 5m or 1h");
            }
            long amount = Long.parseLong(form.group(1));
            return switch (form.group(2) == null ? "s" : form.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofSeconds(amount);
            };
        });
    }

    /** A WebSocket's address. */
    URI socket(String name) {
        String text = text(name).orElseThrow(() -> new BadArgument(name + " is missing"));
        try {
            URI uri = new URI(text);
            boolean scheme = "ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
            if (scheme && uri.getHost() != null && uri.getFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below, with the rule
        }
        throw new BadArgument(name + " must be a URL such as ws://127.0.0.1:8080/herald/ws or wss://…");
    }

    private void put(String name, String value) {
        if (values.put(name, value) != null) {
            throw new BadArgument(name + " is there twice");
        }
    }
}
