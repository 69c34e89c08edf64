package org.herald.it.kit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The request that asks for an upgrade (RFC 6455 section 4.1). It starts out as a good one; every part can be spoilt.
 * Immutable: each method returns another handshake.
 */
public final class Handshake {

    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final String method;
    private final String target;
    private final List<Header> headers;

    private Handshake(String method, String target, List<Header> headers) {
        this.method = method;
        this.target = target;
        this.headers = List.copyOf(headers);
    }

    /** A good handshake for {@code /ws} that offers {@code herald.v1} and carries no token. */
    public static Handshake with(Entrance entrance) {
        byte[] key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        return new Handshake(
                "GET",
                entrance.base().getPath() + "/ws",
                List.of(
                        new Header("Host", entrance.base().getAuthority()),
                        new Header("Upgrade", "websocket"),
                        new Header("Connection", "Upgrade"),
                        new Header("Sec-WebSocket-Key", Base64.getEncoder().encodeToString(key)),
                        new Header("Sec-WebSocket-Version", "13"),
                        new Header("Sec-WebSocket-Protocol", "herald.v1")));
    }

    public Handshake bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    public Handshake cookie(String name, String value) {
        return header("Cookie", name + "=" + value);
    }

    public Handshake origin(String origin) {
        return header("Origin", origin);
    }

    /** Offers these subprotocols instead of {@code herald.v1}; without any the header is left out. */
    public Handshake protocols(String... protocols) {
        Handshake bare = without("Sec-WebSocket-Protocol");
        return protocols.length == 0 ? bare : bare.header("Sec-WebSocket-Protocol", String.join(", ", protocols));
    }

    /** Adds to the query string; the value is escaped. */
    public Handshake query(String name, String value) {
        String separator = target.contains("?") ? "&" : "?";
        return target(target + separator + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    public Handshake method(String other) {
        return new Handshake(other, target, headers);
    }

    /** What stands between the method and {@code HTTP/1.1}, as it is. */
    public Handshake target(String other) {
        return new Handshake(method, other, headers);
    }

    /** Sets a header, in place of any of that name. */
    public Handshake header(String name, String value) {
        return without(name).oneMore(name, value);
    }

    /** Adds a header, even if there is one of that name already. */
    public Handshake oneMore(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Handshake(method, target, more);
    }

    public Handshake without(String name) {
        return new Handshake(
                method,
                target,
                headers.stream()
                        .filter(header -> !header.name.equalsIgnoreCase(name))
                        .toList());
    }

    public byte[] bytes() {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(header ->
                request.append(header.name).append(": ").append(header.value).append("\r\n"));
        return request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The one right value of {@code Sec-WebSocket-Accept}; none if this handshake has no key. */
    Optional<String> expectedAccept() {
        return headers.stream()
                .filter(header -> header.name.equalsIgnoreCase("Sec-WebSocket-Key"))
                .map(header -> accept(header.value))
                .findFirst();
    }

    static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Header(String name, String value) {}
}
