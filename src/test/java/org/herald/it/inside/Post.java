package org.herald.it.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.herald.it.inside.mail.Mail;
import org.herald.it.kit.Http;
import org.herald.it.kit.Server;

/**
 * The application with {@link Mail}, from outside.
 *
 * @param queue by its name in JNDI
 * @param topic likewise
 */
record Post(Server server, String queue, String topic) {

    void send(String text) {
        ok(call("how=now", text));
    }

    /** Sends one within a transaction, that ends with {@link #end}. */
    CompletableFuture<Void> sendWithin(String how, String text) {
        return CompletableFuture.runAsync(() -> ok(call("how=" + how, text)));
    }

    void sendBytes(String text) {
        ok(call("how=bytes", text));
    }

    void end() {
        ok(call("how=end", ""));
    }

    /** What has come from the topic since the last call; the first begins to listen. */
    List<String> heard() {
        return ok(Http.get(server.uri("/mail?from=" + topic))).body().lines().toList();
    }

    private HttpResponse<String> call(String how, String text) {
        return Http.post(URI.create(server.uri("/mail") + "?" + how + "&to=" + queue), "application/json", text);
    }

    private static HttpResponse<String> ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }
}
