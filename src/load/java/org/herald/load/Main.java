package org.herald.load;

import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The command line. */
public final class Main {

    private static final int WELL = 0;
    private static final int NOT_WELL = 1;
    private static final int WRONG_OPTION = 2;

    private Main() {}

    public static void main(String[] words) throws InterruptedException {
        System.exit(run(System.out, System.err, words));
    }

    /** @return the exit status */
    static int run(PrintStream out, PrintStream err, String... words) throws InterruptedException {
        if (List.of(words).contains(Options.HELP)) {
            out.print(Options.USAGE);
            return WELL;
        }
        ExecutorService threads =
                Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()), Main::thread);
        try {
            Options options = Options.of(words);
            HttpClient http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(30))
                    .executor(threads)
                    .build();
            Report report = new Run(options, http, err).go();
            List<String> failures = report.failures(options.outcome().maxP99());
            out.print(options.outcome().json() ? Rendering.json(report, failures) : Rendering.text(report, failures));
            return failures.isEmpty() ? WELL : NOT_WELL;
        } catch (BadArgument e) {
            err.println("herald-load: " + e.getMessage());
            return WRONG_OPTION;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "herald-load");
        thread.setDaemon(true);
        return thread;
    }
}
