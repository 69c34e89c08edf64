package org.herald.it.kit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;

/**
 * Somebody who uses the resources below {@code /herald/api}.
 *
 * @param token or null
 */
public record Rest(Server server, String token) {

    /** @param path below {@code /api}, with a leading slash */
    public Answer get(String path, String... headers) {
        return call("GET", path, null, headers);
    }

    public Answer post(String path, JsonObject body, String... headers) {
        return post(path, body.toString(), headers);
    }

    /** With whatever body. */
    public Answer post(String path, String body, String... headers) {
        return call("POST", path, body, with(headers, "Content-Type", "application/json"));
    }

    /** @param headers names and values in turn */
    public Answer call(String method, String path, String body, String... headers) {
        return at(method, server.uri("/api" + path), body, headers);
    }

    /** @param query with its question mark */
    public Answer poll(String query, String... headers) {
        return at("GET", server.uri("/events/poll" + query), null, headers);
    }

    private Answer at(String method, URI uri, String body, String... headers) {
        String[] all = token == null ? headers : with(headers, "Authorization", "Bearer " + token);
        return new Answer(Http.call(method, uri, body, all));
    }

    private static String[] with(String[] headers, String name, String value) {
        String[] more = Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = name;
        more[headers.length + 1] = value;
        return more;
    }

    /** What the server answered. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        /** A header; null when it is not there. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        public String body() {
            return response.body();
        }

        public JsonObject json() {
            try (var reader = Json.createReader(new StringReader(body()))) {
                return reader.readObject();
            }
        }

        /** The events of a poll. */
        public List<JsonObject> events() {
            return json().getJsonArray("events").getValuesAs(JsonObject.class);
        }

        /** The cursor of a poll. */
        public String cursor() {
            return json().getString("cursor");
        }

        /** Status and code of a problem, such as {@code 404 not_found}; fails when it is none. */
        public String problem() {
            if (!"application/problem+json".equals(header("Content-Type"))) {
                throw new AssertionError("no problem but " + status() + " " + header("Content-Type") + " " + body());
            }
            JsonObject problem = json();
            if (problem.getInt("status") != status()
                    || problem.getString("title").isEmpty()) {
                throw new AssertionError("a problem unlike its answer: " + body());
            }
            return status() + " " + problem.getString("code");
        }
    }
}
