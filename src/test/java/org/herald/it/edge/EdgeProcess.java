package org.herald.it.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.herald.it.kit.Entrance;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.Route;
import org.herald.it.kit.TestCertificate;

/**
 * A proxy in front of two nodes, on free ports of 127.0.0.1, with a certificate of its own. It ends at the latest with
 * the tests.
 */
final class EdgeProcess implements Entrance, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Proxy.Setting setting;
    private final Process process;
    private final Thread atExit;
    private final SSLContext trust;
    private final HttpClient client;

    private EdgeProcess(Proxy.Setting setting, Process process, SSLContext trust) {
        this.setting = setting;
        this.process = process;
        this.atExit = new Thread(process::destroyForcibly);
        this.trust = trust;
        this.client = HttpClient.newBuilder()
                .sslContext(trust)
                .connectTimeout(PATIENCE)
                .build();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** @param nodes two, each {@code host:port} */
    static EdgeProcess start(Proxy proxy, List<String> nodes) {
        try {
            Path home = Files.createTempDirectory("herald-edge");
            TestCertificate certificate = new TestCertificate(Files.createDirectories(home.resolve("made")));
            Proxy.Setting setting = new Proxy.Setting(
                    home, HeraldNode.freePort(), HeraldNode.freePort(), List.copyOf(nodes), certificate);
            proxy.prepare(setting);
            run(proxy.check(home), home.resolve("check.out")).ifFailed("does not take its files");
            EdgeProcess edge =
                    new EdgeProcess(setting, launch(proxy.start(home), home.resolve("out")), certificate.trust());
            Awaitility.await(proxy + " to listen").atMost(PATIENCE).until(edge::listens);
            return edge;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public URI base() {
        return URI.create("https://127.0.0.1:" + setting.secure() + "/herald");
    }

    @Override
    public Route route() {
        return Route.secure(setting.secure(), trust);
    }

    /** Where it answers without TLS. */
    URI plain() {
        return URI.create("http://127.0.0.1:" + setting.plain());
    }

    /** @param path from the top, as it goes over the wire; headers are names and values in turn */
    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)), BodyHandlers.ofString());
    }

    /** The lines of the answer as they come; the status is 200. */
    Stream<String> stream(String path, String... headers) {
        HttpResponse<Stream<String>> answer = send(request(path, headers), BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            throw new AssertionError(
                    path + " is " + answer.statusCode() + ": " + answer.body().collect(Collectors.joining("\n")));
        }
        return answer.body();
    }

    /** All that it has written so far, whichever log it is in. */
    String written() {
        try (Stream<Path> files = Files.list(setting.home())) {
            return files.filter(file -> file.toString().matches(".*(\\.log|/out)"))
                    .map(EdgeProcess::text)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(atExit);
            delete(setting.home());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base().resolve("/")).timeout(PATIENCE);
        request.uri(URI.create("https://" + base().getAuthority() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean listens() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("It has ended:\n" + written());
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), setting.secure()), 1_000);
            return true;
        } catch (java.net.ConnectException e) {
            return false;
        }
    }

    private static Run run(List<String> command, Path out) throws IOException, InterruptedException {
        Process process = launch(command, out);
        return new Run(command, process.waitFor(), text(out));
    }

    private static Process launch(List<String> command, Path out) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Run(List<String> command, int status, String output) {

        void ifFailed(String what) {
            if (status != 0) {
                throw new AssertionError(String.join(" ", command) + " " + what + ":\n" + output);
            }
        }
    }
}
