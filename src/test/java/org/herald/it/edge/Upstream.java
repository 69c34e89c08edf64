package org.herald.it.edge;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands where a node would: it is ready, keeps what it was asked, and answers what it is told to. */
final class Upstream implements AutoCloseable {

    /** After how many lines a stream ends. */
    static final int STREAM = 3;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> lines;
    private volatile int status = 200;

    /** What came. */
    record Asked(String method, String target, Headers headers) {}

    /** @param lines what is handed on to whoever reads the events, so many of them to each as there are in a stream */
    Upstream(BlockingQueue<String> lines) {
        this.lines = lines;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/health/ready", exchange -> answer(exchange, 200));
        server.createContext("/", this::take);
        server.createContext("/herald/events", this::stream);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** What it answers from now on. */
    void answers(int newStatus) {
        status = newStatus;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        asked.add(new Asked(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders()));
        answer(exchange, status);
    }

    private void answer(HttpExchange exchange, int code) throws IOException {
        byte[] body = ("answered by " + address()).getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            for (int i = 0; i < STREAM; i++) {
                out.write((lines.take() + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
