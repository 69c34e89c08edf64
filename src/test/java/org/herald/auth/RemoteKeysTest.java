package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RemoteKeysTest {

    private final HandClock clock = new HandClock();
    private final AtomicInteger reads = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile int status = 200;
    private volatile String body = Keys.jwks(Keys.jwk(Keys.RSA.getPublic(), "one"));
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/jwks", exchange -> {
            reads.incrementAndGet();
            await(gate);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
        server.createContext("/elsewhere", exchange -> {
            reads.addAndGet(1000);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        gate.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void readsTheKeysAtStartAndThenNoMore() {
        TokenVerifier verifier = verifier();

        assertThat(reads).hasValue(1);
        for (int i = 0; i < 10; i++) {
            assertAccepted(verifier, "one", Keys.RSA);
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void findsANewKey() {
        TokenVerifier verifier = verifier();
        body = Keys.jwks(Keys.jwk(Keys.OTHER_RSA.getPublic(), "two"));
        clock.advance(RemoteKeys.PAUSE);

        assertAccepted(verifier, "two", Keys.OTHER_RSA);
        assertThat(reads).hasValue(2);
        assertRefused(verifier, "one", Keys.RSA, ErrorCode.UNAUTHORIZED);
    }

    @Test
    void readsAtMostOnceInThirtySecondsHoweverManyNamesAreInvented() {
        TokenVerifier verifier = verifier();
        clock.advance(RemoteKeys.PAUSE);
        for (int i = 0; i < 50; i++) {
            assertRefused(verifier, "invented-" + i, Keys.RSA, ErrorCode.UNAUTHORIZED);
        }
        assertThat(reads).hasValue(2);

        clock.advance(RemoteKeys.PAUSE.minusMillis(1));
        assertRefused(verifier, "invented", Keys.RSA, ErrorCode.UNAUTHORIZED);
        assertThat(reads).hasValue(2);

        clock.advance(Duration.ofMillis(1));
        assertRefused(verifier, "invented", Keys.RSA, ErrorCode.UNAUTHORIZED);
        assertThat(reads).hasValue(3);
    }

    @Test
    void keepsTheKeysWhenTheServerIsGone() {
        TokenVerifier verifier = verifier();
        server.stop(0);
        clock.advance(RemoteKeys.MAX_AGE);

        assertRefused(verifier, "two", Keys.OTHER_RSA, ErrorCode.UNAUTHORIZED);
        assertAccepted(verifier, "one", Keys.RSA);
    }

    @Test
    void keepsTheKeysWhenTheAnswerIsNoKeySet() {
        TokenVerifier verifier = verifier();
        for (String answer : new String[] {"", "<html>", "{\"keys\":[]}", "[".repeat(100_000)}) {
            body = answer;
            clock.advance(RemoteKeys.PAUSE);
            assertRefused(verifier, "two", Keys.OTHER_RSA, ErrorCode.UNAUTHORIZED);
            assertAccepted(verifier, "one", Keys.RSA);
        }
        assertThat(reads).hasValue(5);
    }

    @Test
    void keepsTheKeysWhenTheAnswerIsAnError() {
        TokenVerifier verifier = verifier();
        body = Keys.jwks(Keys.jwk(Keys.OTHER_RSA.getPublic(), "two"));
        status = 500;
        clock.advance(RemoteKeys.PAUSE);

        assertRefused(verifier, "two", Keys.OTHER_RSA, ErrorCode.UNAUTHORIZED);
        assertAccepted(verifier, "one", Keys.RSA);
    }

    @Test
    void followsNoRedirect() {
        status = 302;
        TokenVerifier verifier = verifier();

        assertRefused(verifier, "one", Keys.RSA, ErrorCode.UNAVAILABLE);
        assertThat(reads).hasValue(1);
    }

    @Test
    void takesNoEndlessAnswer() {
        TokenVerifier verifier = verifier();
        body = Keys.jwks(Keys.jwk(Keys.OTHER_RSA.getPublic(), "two")) + " ".repeat(KeyLocation.MAX_BYTES);
        clock.advance(RemoteKeys.PAUSE);

        assertRefused(verifier, "two", Keys.OTHER_RSA, ErrorCode.UNAUTHORIZED);
        assertAccepted(verifier, "one", Keys.RSA);
    }

    @Test
    void startsWithoutKeysAndReadsThemOnceTheServerIsBack() {
        status = 503;
        TokenVerifier verifier = verifier();
        assertRefused(verifier, "one", Keys.RSA, ErrorCode.UNAVAILABLE);
        assertThat(reads).hasValue(1);

        status = 200;
        clock.advance(RemoteKeys.PAUSE);
        assertAccepted(verifier, "one", Keys.RSA);
    }

    @Test
    void endsAKeyThatWasWithdrawn() {
        TokenVerifier verifier = verifier();
        body = Keys.jwks(Keys.jwk(Keys.OTHER_RSA.getPublic(), "two"));
        clock.advance(RemoteKeys.MAX_AGE.minusMillis(1));
        assertAccepted(verifier, "one", Keys.RSA);

        clock.advance(Duration.ofMillis(1));
        assertRefused(verifier, "one", Keys.RSA, ErrorCode.UNAUTHORIZED);
        assertThat(reads).hasValue(2);
    }

    @Test
    void readsOnceForAllWhoWaitForTheSameKey() {
        TokenVerifier verifier = verifier();
        body = Keys.jwks(Keys.jwk(Keys.OTHER_RSA.getPublic(), "two"));
        clock.advance(RemoteKeys.PAUSE);
        gate = new CountDownLatch(1);
        CompletableFuture<?>[] all = new CompletableFuture<?>[8];
        for (int i = 0; i < all.length; i++) {
            all[i] = CompletableFuture.runAsync(() -> assertAccepted(verifier, "two", Keys.OTHER_RSA), threads);
        }
        assertAccepted(verifier, "one", Keys.RSA);
        gate.countDown();

        CompletableFuture.allOf(all).join();
        assertThat(reads).hasValue(2);
    }

    @Test
    @Timeout(10)
    void waitsNoLongerThanItShouldForAnAnswerThatStalls() {
        gate = new CountDownLatch(1);
        assertStalls("/jwks");
    }

    @Test
    @Timeout(10)
    void waitsNoLongerThanItShouldForABodyThatStalls() {
        gate = new CountDownLatch(1);
        server.createContext("/stalling", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(gate);
            exchange.close();
        });
        assertStalls("/stalling");
    }

    @Test
    void goesOnWhenTheClockIsPutBack() {
        TokenVerifier verifier = verifier();
        body = Keys.jwks(Keys.jwk(Keys.OTHER_RSA.getPublic(), "two"));
        clock.advance(Duration.ofDays(-1));

        assertAccepted(verifier, "two", Keys.OTHER_RSA);
    }

    private void assertStalls(String path) {
        KeyDownload impatient =
                new KeyDownload(URI.create(location(path)), Duration.ofSeconds(1), Duration.ofMillis(100));

        assertThatThrownBy(impatient::text).isInstanceOf(IOException.class);
        assertThat(gate.getCount()).as("the server is still at it").isOne();
    }

    private String location(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private TokenVerifier verifier() {
        String location = location("/jwks");
        return TokenVerifier.from(
                AuthSettings.from(Given.settings("mp.jwt.verify.publickey.location", location)), clock);
    }

    private void assertAccepted(TokenVerifier verifier, String id, KeyPair keys) {
        assertThat(verifier.verify(token(id, keys))).isNotNull();
    }

    private void assertRefused(TokenVerifier verifier, String id, KeyPair keys, ErrorCode code) {
        assertThatThrownBy(() -> verifier.verify(token(id, keys)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private String token(String id, KeyPair keys) {
        return Token.at(clock).header("kid", id).rs256(keys.getPrivate());
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
