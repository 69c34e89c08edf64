package org.herald.transport.http;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.herald.auth.DevKeys;
import org.herald.hub.UserId;

/**
 * {@code POST /herald/dev/token} with {@code {"user", "groups"?, "ttlSeconds"?}}: in development mode, a token for whatever
 * name is asked for, so that the demo page works on its own. Anywhere else it does not exist.
 */
@WebServlet("/dev/token")
public class DevTokenServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final int MAX_BODY = 4096;
    private static final int DEFAULT_TTL_SECONDS = 3600;
    private static final int MAX_TTL_SECONDS = 86_400;

    @Inject
    private transient Optional<DevKeys> keys;

    @Inject
    private transient Clock clock;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (keys.isEmpty()) {
            answer(response, 404, error("not_found", "development mode is off"));
            return;
        }
        if (request.getContentType() == null || !request.getContentType().startsWith("application/json")) {
            answer(response, 415, error("unsupported_media_type", "the body has to be application/json"));
            return;
        }
        try {
            answer(response, 200, token(body(request)));
        } catch (IllegalArgumentException | ArithmeticException | ClassCastException bad) {
            answer(
                    response,
                    400,
                    error(
                            "invalid_data",
                            "user: must be a string of 1-128 characters, not beginning with @server;"
                                    + " groups: an array of strings; ttlSeconds: 1-" + MAX_TTL_SECONDS));
        }
    }

    private JsonObject token(JsonObject body) {
        UserId user = new UserId(body.containsKey("user") ? body.getString("user") : "");
        if (user.value().startsWith(UserId.SERVER.value())) {
            throw new IllegalArgumentException("no token of that name is accepted");
        }
        Set<String> groups = body.getOrDefault("groups", JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
                .map(group -> ((JsonString) group).getString())
                .collect(Collectors.toSet());
        int ttl = body.containsKey("ttlSeconds")
                ? body.getJsonNumber("ttlSeconds").intValueExact()
                : DEFAULT_TTL_SECONDS;
        if (ttl < 1 || ttl > MAX_TTL_SECONDS) {
            throw new IllegalArgumentException("ttlSeconds");
        }
        Duration timeToLive = Duration.ofSeconds(ttl);
        return Json.createObjectBuilder()
                .add("token", keys.orElseThrow().issue(user, groups, timeToLive))
                .add("expiresAt", clock.instant().plus(timeToLive).toEpochMilli())
                .build();
    }

    private static JsonObject body(HttpServletRequest request) {
        byte[] bytes = arrived(request);
        if (bytes.length > MAX_BODY) {
            throw new IllegalArgumentException("body");
        }
        try (var reader = Json.createReader(new StringReader(new String(bytes, StandardCharsets.UTF_8)))) {
            return reader.readObject();
        } catch (RuntimeException unreadable) {
            // JSON that is nested too deep is a bare RuntimeException to the parser
            throw new IllegalArgumentException("body", unreadable);
        }
    }

    /** Whoever vanishes amid a request is no fault of ours. */
    private static byte[] arrived(HttpServletRequest request) {
        try {
            return request.getInputStream().readNBytes(MAX_BODY + 1);
        } catch (IOException vanished) {
            throw new IllegalArgumentException("body", vanished);
        }
    }

    private static JsonObject error(String code, String message) {
        return Json.createObjectBuilder()
                .add("code", code)
                .add("message", message)
                .build();
    }

    private static void answer(HttpServletResponse response, int status, JsonObject body) throws IOException {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(body.toString());
    }
}
