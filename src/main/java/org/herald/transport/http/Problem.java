package org.herald.transport.http;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.herald.auth.BadRequest;
import org.herald.hub.CloseCode;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.session.HandshakeRefused;
import org.herald.session.Refusal;

/**
 * Why a request over HTTP was refused, as the caller is told (RFC 9457): the code is that of a refusal over WebSocket, where
 * there is one.
 *
 * @param status never null
 * @param code never null
 * @param detail for people: no secret, no class name, nothing that somebody else wrote
 * @param field the path of the offending field, or null
 * @param retryAfter when it is worth another try, or null
 */
public record Problem(HttpStatus status, String code, String detail, String field, Duration retryAfter) {

    /** The media type of RFC 9457 section 3. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** What {@link Refused} does not say: when the store may be back. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    public static Problem of(Refused refused) {
        boolean away = refused.code() == ErrorCode.UNAVAILABLE;
        return new Problem(
                HttpStatus.of(refused.code()),
                refused.code().wire(),
                refused.getMessage(),
                refused.field(),
                away ? AGAIN : refused.retryAfter());
    }

    public static Problem of(HandshakeRefused refused) {
        Refusal refusal = refused.refusal();
        return new Problem(
                HttpStatus.of(refusal.status()), refusal.code(), refused.getMessage(), null, refused.retryAfter());
    }

    public static Problem of(BadRequest bad) {
        return of(HttpStatus.BAD_REQUEST.number(), bad.getMessage());
    }

    /** One that has no reason but its status. */
    public static Problem of(int status, String detail) {
        HttpStatus known = HttpStatus.of(status);
        return new Problem(known, known.code(), detail, null, null);
    }

    /** Why a connection that somebody waited on has ended. */
    public static Problem of(CloseCode code, String reason) {
        return switch (code) {
            case UNAUTHORIZED -> of(HttpStatus.UNAUTHORIZED.number(), reason);
            case KICKED -> new Problem(HttpStatus.FORBIDDEN, "kicked", reason, null, null);
            case SERVER_FAULT -> internal();
            default -> new Problem(HttpStatus.UNAVAILABLE, HttpStatus.UNAVAILABLE.code(), reason, null, AGAIN);
        };
    }

    /** A fault of ours, told without details. */
    public static Problem internal() {
        return of(HttpStatus.INTERNAL.number(), "something went wrong on the server");
    }

    /** The number of the status. */
    public int statusCode() {
        return status.number();
    }

    /** The headers that go with it. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "no-store");
        if (status == HttpStatus.UNAUTHORIZED) {
            headers.put("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        }
        if (retryAfter != null) {
            headers.put("Retry-After", Long.toString(Math.max(1, (retryAfter.toMillis() + 999) / 1000)));
        }
        return headers;
    }

    /** The body. */
    public String json() {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", status.title())
                .add("status", status.number())
                .add("detail", detail)
                .add("code", code);
        if (field != null) {
            json.add("field", field);
        }
        if (retryAfter != null) {
            json.add("retryAfterMs", retryAfter.toMillis());
        }
        return json.build().toString();
    }

    /** Answers with it. Nothing may have been written before. */
    public void send(HttpServletResponse response) throws IOException {
        byte[] body = json().getBytes(StandardCharsets.UTF_8);
        headers().forEach(response::setHeader);
        response.setStatus(statusCode());
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
