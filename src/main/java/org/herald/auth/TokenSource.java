package org.herald.auth;

import java.util.Optional;
import java.util.stream.Stream;

/** Where a token may be found (protocol section 1). */
public enum TokenSource {
    HEADER("header"),
    COOKIE("cookie"),
    PROTOCOL("protocol"),
    QUERY("query"),
    /** Not in the handshake at all: in an {@code auth} command after it. */
    FIRST_MESSAGE("first-message");

    private final String configName;

    TokenSource(String configName) {
        this.configName = configName;
    }

    /** As {@code herald.auth.sources} spells it. */
    public String configName() {
        return configName;
    }

    static Optional<TokenSource> named(String configName) {
        return Stream.of(values())
                .filter(source -> source.configName.equals(configName))
                .findFirst();
    }
}
