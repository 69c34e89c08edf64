package org.herald.load;

import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** One run, from the first handshake to the last goodbye. */
final class Run {

    /** How long is waited for what is still on its way at the end. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final Tally tally = new Tally();
    private final Options options;
    private final HttpClient http;
    private final PrintStream progress;

    Run(Options options, HttpClient http, PrintStream progress) {
        this.options = options;
        this.http = http;
        this.progress = progress;
    }

    /** @throws BadArgument when the tokens cannot be read */
    Report go() throws InterruptedException {
        Opening opening = new Opening(http, options.target().url(), Tokens.of(options.target(), http), tally);
        Options.Crowd crowd = options.crowd();
        List<Room> rooms = IntStream.range(0, crowd.rooms())
                .mapToObj(number -> new Room(crowd.room() + number))
                .toList();
        try (Progress lines = new Progress(progress, tally, opening::count)) {
            lines.start();
            long began = System.nanoTime();
            List<Client> clients = opening.open(
                    crowd.connections(),
                    crowd.opening(),
                    number -> new Client(rooms.get(number % rooms.size()), id, tally));
            Duration openingTime = Duration.ofNanos(System.nanoTime() - began);
            talk(clients);
            long missing = missing(clients);
            tally.end();
            goodbye(clients);
            return new Report(
                    crowd.connections(),
                    clients.size(),
                    openingTime,
                    options.traffic().duration(),
                    missing,
                    tally);
        }
    }

    private void talk(List<Client> clients) {
        Options.Traffic traffic = options.traffic();
        if (clients.isEmpty() || traffic.rate() == 0) {
            idle(clients.isEmpty() ? Duration.ZERO : traffic.warmUp().plus(traffic.duration()));
            return;
        }
        List<Client> publishers = clients.subList(0, Math.min(traffic.publishers(), clients.size()));
        Publisher publisher = new Publisher(publishers, id, traffic, tally);
        publisher.publishFor(traffic.warmUp());
        tally.measure(System.nanoTime());
        publisher.publishFor(traffic.duration());
    }

    private static void idle(Duration time) {
        waitUntil(time, () -> false);
    }

    /** What has not come after some patience. */
    private long missing(List<Client> clients) {
        waitUntil(PATIENCE, () -> tally.get(Count.UNANSWERED) <= 0 && missingNow(clients) == 0);
        return missingNow(clients);
    }

    private static long missingNow(List<Client> clients) {
        return clients.stream()
                .filter(Client::isOpen)
                .mapToLong(Client::missing)
                .sum();
    }

    private static void goodbye(List<Client> clients) throws InterruptedException {
        CompletableFuture<?>[] goodbyes = clients.stream().map(Client::close).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(goodbyes).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // whoever could not be told will notice
        }
    }

    private static void waitUntil(Duration most, BooleanSupplier done) {
        long end = System.nanoTime() + most.toNanos();
        while (System.nanoTime() - end < 0 && !done.getAsBoolean()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
