package org.herald.it.kit;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Function;

/** Calls of {@code /api/admin} on one node, by one token. Safe for use by any thread. */
public final class AdminCalls {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(WebSocketWire.PATIENCE)
            .build();

    private final Server server;
    private final String token;

    private AdminCalls(Server server, String token) {
        this.server = server;
        this.token = token;
    }

    /** By somebody who may. */
    public static AdminCalls to(Server server) {
        return by(server, Tokens.of("root", "herald-admin"));
    }

    public static AdminCalls by(Server server, String token) {
        return new AdminCalls(server, token);
    }

    /** The object that a call is answered with, which has to be 200. */
    public JsonObject get(String path) {
        return read(ok(200, send("GET", path, null)), JsonReader::readObject);
    }

    /** The array that a call is answered with, which has to be 200. */
    public JsonArray list(String path) {
        return read(ok(200, send("GET", path, null)), JsonReader::readArray);
    }

    /** The object that a call is answered with, which has to be of that status. */
    public JsonObject post(int status, String path, JsonObject body) {
        return read(ok(status, send("POST", path, body)), JsonReader::readObject);
    }

    public JsonObject delete(int status, String path) {
        return read(ok(status, send("DELETE", path, null)), JsonReader::readObject);
    }

    /** The problem that a call is answered with, which has to be of that status. */
    public JsonObject problem(int status, String method, String path, JsonObject body) {
        HttpResponse<String> answer = send(method, path, body);
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith("application/problem+json")) {
            throw new AssertionError(method + " " + path + " was answered as " + type + ": " + answer.body());
        }
        return read(ok(status, answer), JsonReader::readObject);
    }

    /**
     * @param path below {@code /api/admin}, with a leading slash
     * @param body null for none
     */
    public HttpResponse<String> send(String method, String path, JsonObject body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("/api/admin" + path))
                .timeout(WebSocketWire.PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String ok(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.request().method() + " " + answer.uri() + " was answered with "
                    + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static <T> T read(String body, Function<JsonReader, T> how) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return how.apply(reader);
        }
    }
}
