package org.herald.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Asks a node in development mode for them: a user of its own for each connection. */
final class DevTokens implements Tokens {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI door;

    DevTokens(HttpClient http, URI socket) {
        this.http = http;
        this.door = door(socket);
    }

    @Override
    public CompletionStage<String> token(int connection) {
        HttpRequest request = HttpRequest.newBuilder(door)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"user\":\"load-" + connection + "\",\"ttlSeconds\":86400}"))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(DevTokens::token);
    }

    /** Beside the WebSocket: {@code …/herald/ws} and {@code …/herald/dev/token}. */
    static URI door(URI socket) {
        String scheme = socket.getScheme().equals("wss") ? "https" : "http";
        return URI.create(scheme + "://" + socket.getRawAuthority())
                .resolve(socket.getRawPath())
                .resolve("dev/token");
    }

    private static String token(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new Refusal("token " + answer.statusCode());
        }
        return Envelope.field(answer.body(), "token").orElseThrow(() -> new Refusal("token unreadable"));
    }
}
