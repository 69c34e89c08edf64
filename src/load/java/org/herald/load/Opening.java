package org.herald.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Opens connections, so many at a time, until each has joined its room or was refused. */
final class Opening {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI url;
    private final Tokens tokens;
    private final Tally tally;
    private final Queue<Client> joined = new ConcurrentLinkedQueue<>();

    Opening(HttpClient http, URI url, Tokens tokens, Tally tally) {
        this.http = http;
        this.url = url.getRawQuery() == null ? URI.create(url + "?join=none") : url;
        this.tokens = tokens;
        this.tally = tally;
    }

    /** How many have joined by now. */
    int count() {
        return joined.size();
    }

    /**
     * @param clients makes the one of a number
     * @return those that have joined
     */
    List<Client> open(int connections, int atATime, IntFunction<Client> clients) throws InterruptedException {
        Semaphore places = new Semaphore(atATime);
        for (int i = 0; i < connections; i++) {
            places.acquire();
            long began = System.nanoTime();
            open(i, clients.apply(i)).whenComplete((client, failure) -> {
                if (failure == null) {
                    tally.openings().add(System.nanoTime() - began);
                    joined.add(client);
                } else {
                    tally.refused(Refusal.what(failure));
                }
                places.release();
            });
        }
        places.acquire(atATime);
        return List.copyOf(joined);
    }

    private CompletableFuture<Client> open(int number, Client client) {
        return tokens.token(number)
                .thenCompose(token -> http.newWebSocketBuilder()
                        .connectTimeout(PATIENCE)
                        .subprotocols("herald.v1")
                        .header("Authorization", "Bearer " + token)
                        .buildAsync(url, client))
                .thenCompose(socket -> client.joined())
                .toCompletableFuture()
                .orTimeout(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
