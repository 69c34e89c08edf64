package org.herald.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;

/**
 * Everything configured about who may come in. Durations are in the types; nothing is null.
 *
 * @param keys what tokens are verified with
 * @param rules what tokens have to say
 * @param sources where a token is looked for, the first of them first
 * @param cookie the name of the cookie that may hold a token
 * @param container whether a login of the container is taken as it is
 * @param origins foreign origins that are let in
 * @param proxies addresses whose forwarding headers are believed
 */
public record AuthSettings(
        KeySettings keys,
        TokenRules rules,
        List<TokenSource> sources,
        String cookie,
        boolean container,
        List<Origin> origins,
        List<AddressRange> proxies) {

    static final String SOURCES = "herald.auth.sources";
    static final String COOKIE = "herald.auth.cookie";
    static final String CONTAINER = "herald.auth.container";
    static final String ORIGINS = "herald.origins";
    static final String PROXIES = "herald.proxies";

    private static final List<TokenSource> DEFAULT_SOURCES =
            List.of(TokenSource.HEADER, TokenSource.COOKIE, TokenSource.PROTOCOL, TokenSource.QUERY);

    /** {@code cookie-name} of RFC 6265 section 4.1.1. */
    private static final Pattern COOKIE_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");

    public AuthSettings {
        sources = List.copyOf(sources);
        origins = List.copyOf(origins);
        proxies = List.copyOf(proxies);
    }

    /** @throws InvalidSetting naming the key that is missing or cannot be used */
    public static AuthSettings from(Settings settings) {
        return new AuthSettings(
                KeySettings.from(settings),
                TokenRules.from(settings),
                sources(settings.list(SOURCES)),
                cookie(settings.text(COOKIE, "herald-token")),
                settings.flag(CONTAINER, false),
                settings.list(ORIGINS).stream().map(AuthSettings::origin).toList(),
                settings.list(PROXIES).stream().map(AuthSettings::range).toList());
    }

    /** Whether this node makes its own key and gives out tokens to whoever asks ({@code herald.dev}). */
    public boolean dev() {
        return keys.kind() == KeySettings.Kind.DEV;
    }

    private static List<TokenSource> sources(List<String> names) {
        List<TokenSource> sources = new ArrayList<>();
        for (String name : names) {
            TokenSource source = TokenSource.named(name)
                    .orElseThrow(() -> new InvalidSetting(
                            SOURCES, "must be a list of header, cookie, protocol, query, first-message"));
            if (sources.contains(source)) {
                throw new InvalidSetting(SOURCES, "must name each source once");
            }
            sources.add(source);
        }
        return sources.isEmpty() ? DEFAULT_SOURCES : sources;
    }

    private static String cookie(String name) {
        if (!COOKIE_NAME.matcher(name).matches()) {
            throw new InvalidSetting(COOKIE, "must be a cookie name (RFC 6265)");
        }
        return name;
    }

    private static Origin origin(String text) {
        return Origin.parse(text)
                .orElseThrow(() -> new InvalidSetting(
                        ORIGINS,
                        "must be origins such as https://app.example.com or http://localhost:3000,"
                                + " without path, wildcard or null"));
    }

    private static AddressRange range(String text) {
        return AddressRange.parse(text)
                .orElseThrow(() -> new InvalidSetting(
                        PROXIES, "must be addresses or CIDR ranges such as 10.0.0.0/8 or fd00::/8, no host names"));
    }
}
