package org.herald.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Plain HTTP, a request at a time. */
public final class Http {

    private static final Duration PATIENCE = WebSocketWire.PATIENCE;
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private Http() {}

    /** @param headers names and values in turn */
    public static HttpResponse<String> get(URI uri, String... headers) {
        return send(withHeaders(HttpRequest.newBuilder(uri).GET(), headers));
    }

    public static HttpResponse<String> post(URI uri, String contentType, String body) {
        return post(uri, contentType, body, PATIENCE);
    }

    /** @param patience how long the answer may take */
    static HttpResponse<String> post(URI uri, String contentType, String body, Duration patience) {
        return send(
                HttpRequest.newBuilder(uri).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)),
                patience);
    }

    /**
     * Any request.
     *
     * @param body null: none
     * @param headers names and values in turn
     */
    public static HttpResponse<String> call(String method, URI uri, String body, String... headers) {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return send(withHeaders(HttpRequest.newBuilder(uri).method(method, publisher), headers));
    }

    private static HttpRequest.Builder withHeaders(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, PATIENCE);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, Duration patience) {
        try {
            return CLIENT.send(request.timeout(patience).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
