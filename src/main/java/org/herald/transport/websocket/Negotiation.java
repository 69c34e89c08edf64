package org.herald.transport.websocket;

import jakarta.websocket.Extension;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Picks the first offer of {@code permessage-deflate} that can be served (RFC 7692 section 7.1). Each message is compressed
 * by itself, in both directions: what a connection that says nothing would hold for the next message is memory.
 */
final class Negotiation {

    static final String NAME = "permessage-deflate";

    /** The largest window, the only one that {@code java.util.zip} knows. */
    private static final String LARGEST_WINDOW = "15";

    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String SERVER_ALONE = "server_no_context_takeover";
    private static final String CLIENT_ALONE = "client_no_context_takeover";

    private static final String CLIENT_WINDOW = "client_max_window_bits";

    /** Window sizes that there are (section 7.1.2): a client's own may be any, it is told nothing about it. */
    private static final Pattern WINDOW = Pattern.compile("[89]|1[0-5]");

    private Negotiation() {}

    /** @return what is answered, if any offer can be served */
    static Optional<Extension> answer(List<Extension> offers) {
        return offers.stream()
                .filter(offer -> NAME.equals(offer.getName()))
                .filter(offer -> isServed(offer.getParameters()))
                .findFirst()
                .map(offer -> new Answer(NAME, List.of(new Word(SERVER_ALONE), new Word(CLIENT_ALONE))));
    }

    /** An offer with a parameter that is not known, is there twice, or has a wrong value is declined (section 7.1). */
    private static boolean isServed(List<Extension.Parameter> parameters) {
        Set<String> seen = new HashSet<>();
        return parameters.stream()
                .allMatch(parameter -> seen.add(parameter.getName())
                        && isServed(parameter.getName(), isGiven(parameter) ? parameter.getValue() : null));
    }

    /** @param value null: there is none */
    private static boolean isServed(String name, String value) {
        return switch (name) {
            case SERVER_ALONE, CLIENT_ALONE -> value == null;
            case SERVER_WINDOW -> LARGEST_WINDOW.equals(value);
            case CLIENT_WINDOW -> value == null || WINDOW.matcher(value).matches();
            default -> false;
        };
    }

    /** Containers disagree on what a value is that is not there. */
    private static boolean isGiven(Extension.Parameter parameter) {
        return parameter.getValue() != null && !parameter.getValue().isEmpty();
    }

    private record Answer(String name, List<Extension.Parameter> parameters) implements Extension {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public List<Parameter> getParameters() {
            return parameters;
        }
    }

    private record Word(String name) implements Extension.Parameter {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getValue() {
            return null;
        }
    }
}
