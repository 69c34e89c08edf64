package org.herald.it.kit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Prometheus, the one on the path. It listens to 127.0.0.1 only, on a port that was free, keeps what it knows in a
 * directory of its own, and ends at the latest together with the tests.
 */
public final class PrometheusProcess implements AutoCloseable {

    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final int port;
    private final Path storage;
    private final Thread atExit;

    /** @param configuration its file; the log is written beside it */
    public PrometheusProcess(Path configuration) {
        try {
            storage = Files.createTempDirectory("herald-prometheus");
            port = HeraldNode.freePort();
            process = new ProcessBuilder(
                            Promtool.onPath("prometheus").toString(),
                            "--config.file=" + configuration,
                            "--storage.tsdb.path=" + storage,
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            configuration.resolveSibling("prometheus.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** What it answers to a call of its HTTP API. */
    public JsonObject ask(String call) {
        HttpResponse<String> answer = Http.get(URI.create("http://127.0.0.1:" + port + "/api/v1/" + call));
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }

    /** What it answers to an instant query. */
    public JsonObject query(String expression) {
        return ask("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // the tests are ending right now, and the hook is at work
        }
        deleteStorage();
    }

    private void deleteStorage() {
        try (Stream<Path> files = Files.walk(storage)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
