package org.herald.it.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;

/** Takes the spans of servers, as OpenTelemetry's collector does (OTLP over HTTP), on a port of 127.0.0.1. */
public final class TraceCollector implements AutoCloseable {

    private final Queue<String> exports = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    public TraceCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Whether a span of that name and trace came. @param traceId in hexadecimal */
    public boolean has(String span, String traceId) {
        String trace = new String(HexFormat.of().parseHex(traceId), StandardCharsets.ISO_8859_1);
        return exports.stream().anyMatch(export -> export.contains(span) && export.contains(trace));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        exports.add(new String(content(exchange).readAllBytes(), StandardCharsets.ISO_8859_1));
        exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** WildFly compresses, Payara does not. */
    private static InputStream content(HttpExchange exchange) throws IOException {
        String coding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        return "gzip".equals(coding) ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
    }
}
