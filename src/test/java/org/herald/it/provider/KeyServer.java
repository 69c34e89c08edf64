package org.herald.it.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.herald.it.kit.TestCertificate;
import org.herald.it.kit.TestKeys.SigningKey;

/** Publishes the keys of an identity provider over HTTPS (JWKS, RFC 7517), or does not. */
final class KeyServer implements AutoCloseable {

    private final AtomicInteger reads = new AtomicInteger();
    private final HttpsServer server;
    private final TestCertificate certificate;
    private final Path trustStore;
    private volatile String text;

    /** Publishes nothing yet: it answers 503. @param directory is there */
    KeyServer(Path directory) {
        try {
            certificate = new TestCertificate(directory);
            trustStore = certificate.trustStore();
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(certificate.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** {@code host:port}. */
    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** What a JVM has to trust to read from here; the password is that of {@link TestCertificate}. */
    Path trustStore() {
        return trustStore.toAbsolutePath();
    }

    /** These keys and no others from now on, each as the provider writes it. */
    void publish(List<SigningKey> keys, String form) {
        text = keys.stream().map(key -> jwk(key, form)).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    /** Answers 503 from now on. */
    void fail() {
        text = null;
    }

    /** How often it was asked. */
    int reads() {
        return reads.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        reads.incrementAndGet();
        String now = text;
        byte[] body = (now == null ? "<html>down</html>" : now).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", now == null ? "text/html" : "application/json");
        exchange.sendResponseHeaders(now == null ? 503 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** @param form with places for {@code kid} and {@code n} */
    private static String jwk(SigningKey key, String form) {
        return form.formatted(key.id(), unsigned(((RSAPublicKey) key.pair().getPublic()).getModulus()));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }
}
