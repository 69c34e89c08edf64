package org.herald.transport.websocket;

import jakarta.websocket.Extension;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /** What a client may ask for. Its own window may be any: it is told nothing about it. */
    private static final Set<String> KNOWN =
            Set.of(SERVER_WINDOW, SERVER_ALONE, CLIENT_ALONE, "client_max_window_bits");

    private Negotiation() {}

    /** @return what is answered, if any offer can be served */
    static Optional<Extension> answer(List<Extension> offers) {
        return offers.stream()
                .filter(offer -> NAME.equals(offer.getName()))
                .filter(offer -> offer.getParameters().stream().allMatch(Negotiation::isServed))
                .findFirst()
                .map(offer -> new Answer(NAME, List.of(new Word(SERVER_ALONE), new Word(CLIENT_ALONE))));
    }

    private static boolean isServed(Extension.Parameter parameter) {
        String name = parameter.getName();
        return KNOWN.contains(name) && (!name.equals(SERVER_WINDOW) || LARGEST_WINDOW.equals(parameter.getValue()));
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
