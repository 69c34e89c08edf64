package org.herald.it.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.herald.it.inside.app.Orders;
import org.herald.it.kit.Http;
import org.herald.it.kit.Server;

/** The application with {@link Orders}, from outside. */
record Shop(URI orders) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** @param context of the application, with a leading slash */
    static Shop on(Server server, String context) {
        return new Shop(server.fromTop(context + "/orders"));
    }

    /** Fires one, and returns when that has been done. @param id null for none */
    void fire(String room, String text, String id) {
        ok(call("how", "now", "room", room, "text", text, "id", id));
    }

    /** Fires one within a transaction, and returns when that has been done; it ends with {@link #end}. */
    CompletableFuture<Void> fireWithin(String how, String room, String text) {
        int before = fired();
        CompletableFuture<Void> ended =
                CompletableFuture.runAsync(() -> ok(call("how", how, "room", room, "text", text)));
        Awaitility.await("it to be fired")
                .atMost(PATIENCE)
                .until(() -> ended.isCompletedExceptionally() || fired() > before);
        return ended;
    }

    void end() {
        ok(call("how", "end"));
    }

    /** Waits until that has come of something that was fired. */
    void awaitOutcome(String outcome) {
        Awaitility.await("an outcome to be " + outcome)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(state()).contains(outcome));
    }

    private int fired() {
        String state = state();
        return Integer.parseInt(state.substring(0, state.indexOf(' ')));
    }

    private String state() {
        return ok(Http.get(orders)).body();
    }

    private HttpResponse<String> call(String... parameters) {
        String query = Stream.iterate(0, i -> i < parameters.length, i -> i + 2)
                .filter(i -> parameters[i + 1] != null)
                .map(i -> parameters[i] + "=" + URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return Http.post(URI.create(orders + "?" + query), "text/plain", "");
    }

    private static HttpResponse<String> ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }
}
