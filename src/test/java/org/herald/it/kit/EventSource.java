package org.herald.it.kit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * Reads a stream of events as a browser does (WHATWG HTML, "server-sent events"), on a thread of its own. It does not come
 * back by itself. Safe for use by any thread.
 */
public final class EventSource implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(WebSocketWire.PATIENCE)
            .build();

    private final HttpResponse<InputStream> response;
    private final List<Message> messages = new ArrayList<>();
    private volatile String lastEventId;
    private volatile String retry;
    private volatile int comments;
    private volatile boolean ended;

    /**
     * One event.
     *
     * @param id null where it has none
     */
    public record Message(String event, String data, String id) {
        public JsonObject json() {
            try (var reader = Json.createReader(new StringReader(data))) {
                return reader.readObject();
            }
        }

        public boolean is(String name) {
            return event.equals(name);
        }

        /** The content of a message. */
        public String content() {
            return json().getJsonObject("data").getString("content");
        }
    }

    private EventSource(HttpResponse<InputStream> response) {
        this.response = response;
        Thread reader = new Thread(this::read, "event-source");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * @param query with its question mark, or empty
     * @param headers names and values in turn
     */
    public static EventSource open(Server server, String token, String query, String... headers) {
        URI uri = server.uri("/events" + query);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(WebSocketWire.PATIENCE)
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<InputStream> response = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(response.statusCode() + " "
                        + new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
            }
            return new EventSource(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    /** What a browser would send as {@code Last-Event-ID}. */
    public String lastEventId() {
        return lastEventId;
    }

    /** The last {@code retry:}, or null. */
    public String retry() {
        return retry;
    }

    /** How many comment lines came. */
    public int comments() {
        return comments;
    }

    public boolean ended() {
        return ended;
    }

    public List<Message> all() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    public List<Message> all(String event) {
        return all().stream().filter(message -> message.is(event)).toList();
    }

    public Message await(String event) {
        return await(1, message -> message.is(event)).get(0);
    }

    /** The first {@code count} that are wanted. */
    public List<Message> await(int count, Predicate<Message> wanted) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> all().stream().filter(wanted).count() >= count);
        return all().stream().filter(wanted).limit(count).toList();
    }

    public void awaitEnd() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> ended);
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String event = "message";
            String id = null;
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int colon = line.indexOf(':');
                String field = colon < 0 ? line : line.substring(0, colon);
                String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
                if (line.isEmpty()) {
                    dispatch(event, data.toString(), id);
                    event = "message";
                    id = null;
                    data.setLength(0);
                } else if (colon == 0) {
                    comments++;
                } else if (field.equals("event")) {
                    event = value;
                } else if (field.equals("data")) {
                    data.append(data.isEmpty() ? "" : "\n").append(value);
                } else if (field.equals("id")) {
                    id = value;
                } else if (field.equals("retry")) {
                    retry = value;
                }
            }
        } catch (IOException e) {
            // cut off, or closed by this side
        } finally {
            ended = true;
        }
    }

    private void dispatch(String event, String data, String id) {
        if (id != null) {
            lastEventId = id;
        }
        if (!data.isEmpty()) {
            synchronized (messages) {
                messages.add(new Message(event, data, id));
            }
        }
    }
}
