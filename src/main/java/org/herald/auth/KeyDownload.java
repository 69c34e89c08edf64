package org.herald.auth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches the text of a key set. Each fetch has a client of its own that goes with it: fetches are rare, and a client
 * that is kept would keep threads beyond an undeployment.
 */
final class KeyDownload {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(5);

    private final URI location;
    private final Duration connect;
    private final Duration whole;

    /** With the usual patience: 2 s to connect, 5 s more for the answer. */
    KeyDownload(URI location) {
        this(location, CONNECT, READ);
    }

    KeyDownload(URI location, Duration connect, Duration read) {
        this.location = location;
        this.connect = connect;
        this.whole = connect.plus(read);
    }

    /**
     * Blocks no longer than both time-outs. Redirects are not followed: the keys are where the configuration says.
     *
     * @throws IOException when it is not there, too large or too slow
     */
    String text() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(connect)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        HttpRequest request = HttpRequest.newBuilder(location)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, KeyDownload::body);
        try {
            HttpResponse<String> response = answer.get(whole.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("the answer is " + response.statusCode());
            }
            return response.body();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer in time", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static BodySubscriber<String> body(ResponseInfo head) {
        return head.statusCode() == 200 ? new BoundedText(KeyLocation.MAX_BYTES) : BodySubscribers.replacing("");
    }
}
