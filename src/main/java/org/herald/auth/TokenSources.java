package org.herald.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for the token of a request (protocol section 1). The sources are asked in the configured order, and the first
 * that holds a token decides, good or bad: a bad token in the header is not made up for by a good one in the query.
 * Where one source holds two, it is nobody's guess which is meant, and the request is refused. Immutable.
 */
public final class TokenSources {

    private static final String SCHEME = "bearer";

    private final List<TokenSource> order;
    private final String cookie;

    public TokenSources(AuthSettings settings) {
        this.order = settings.sources();
        this.cookie = settings.cookie();
    }

    /** Whether a connection may come without a token and send it as its first message. */
    public boolean allowFirstMessage() {
        return order.contains(TokenSource.FIRST_MESSAGE);
    }

    /**
     * @return empty when no source holds a token
     * @throws BadRequest when a source that is asked is malformed or holds two tokens
     */
    public Optional<FoundToken> find(RequestView request) {
        return first(request, order.stream());
    }

    /**
     * As {@link #find}, for a request that is no handshake: a subprotocol has no meaning there.
     *
     * @throws BadRequest as {@link #find}
     */
    public Optional<FoundToken> findPlain(RequestView request) {
        return first(request, order.stream().filter(source -> source != TokenSource.PROTOCOL));
    }

    private Optional<FoundToken> first(RequestView request, Stream<TokenSource> sources) {
        return sources.flatMap(source -> in(source, request).stream().map(text -> new FoundToken(source, text)))
                .findFirst();
    }

    private Optional<String> in(TokenSource source, RequestView request) {
        return switch (source) {
            case HEADER -> header(request.headers("Authorization"));
            case COOKIE -> cookie(request.headers("Cookie"));
            case PROTOCOL ->
                Subprotocols.parse(request.headers(Subprotocols.HEADER)).token();
            case QUERY -> query(Query.parse(request.rawQuery()));
            case FIRST_MESSAGE -> Optional.empty();
        };
    }

    /** RFC 6750 section 2.1; the scheme in any case (RFC 9110 section 11.1). Another scheme holds no token. */
    private static Optional<String> header(List<String> lines) {
        if (lines.size() > 1) {
            throw new BadRequest("there are two Authorization headers");
        }
        return lines.stream()
                .map(String::strip)
                .filter(value -> value.length() > SCHEME.length()
                        && value.charAt(SCHEME.length()) == ' '
                        && value.substring(0, SCHEME.length())
                                .toLowerCase(Locale.ROOT)
                                .equals(SCHEME))
                .map(value -> value.substring(SCHEME.length()).strip())
                .filter(token -> !token.isEmpty())
                .findFirst();
    }

    /** RFC 6265 section 4.2. Two cookies of the name may come from a foreign path or subdomain: neither is taken. */
    private Optional<String> cookie(List<String> lines) {
        List<String> tokens = lines.stream()
                .flatMap(line -> Stream.of(line.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(cookie + "="))
                .map(pair -> unquoted(pair.substring(cookie.length() + 1).strip()))
                .filter(token -> !token.isEmpty())
                .toList();
        if (tokens.size() > 1) {
            throw new BadRequest("two cookies hold a token");
        }
        return tokens.stream().findFirst();
    }

    private static Optional<String> query(Query query) {
        List<String> tokens = new ArrayList<>(query.all("token"));
        tokens.addAll(query.all("access_token"));
        tokens.removeIf(String::isEmpty);
        if (tokens.size() > 1) {
            throw new BadRequest("the query holds two tokens");
        }
        return tokens.stream().findFirst();
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
