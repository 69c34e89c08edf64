package org.herald.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server process on this machine: its figures, from {@code jcmd} and Linux's {@code /proc}, and signals to it.
 */
public record ServerProcess(long pid) {

    /** What {@code /proc} counts in, on every Linux. */
    private static final int MILLIS_PER_TICK = 10;

    private static final Pattern HEAP_USED = Pattern.compile("heap\\s.*?used (\\d+)K");

    /** Bytes of heap that are still in use after a full garbage collection. */
    public long liveHeap() {
        jcmd("GC.run");
        return figure(HEAP_USED, jcmd("GC.heap_info")) * 1024;
    }

    /** What it has used of processors since it started. */
    public Duration processorTime() {
        try {
            String[] fields =
                    Files.readString(proc("stat")).replaceFirst("^.*\\) ", "").split(" ");
            return Duration.ofMillis((Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of memory, heap and all else (RSS). */
    public long residentMemory() {
        return status("VmRSS") * 1024;
    }

    public long threads() {
        return status("Threads");
    }

    /** Open files and sockets. */
    public long openFiles() {
        try (Stream<Path> files = Files.list(proc("fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it in the middle of whatever it does (SIGSTOP): it is there, but does nothing. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it go on (SIGCONT). */
    public void thaw() {
        signal("CONT");
    }

    /** What a {@code jcmd} command says about the process. */
    public String jcmd(String command) {
        return run(Jdk.tool("jcmd"), Long.toString(pid), command);
    }

    private void signal(String name) {
        run("kill", "-" + name, Long.toString(pid));
    }

    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private long status(String name) {
        try {
            return figure(Pattern.compile(name + ":\\s+(\\d+)"), Files.readString(proc("status")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }

    private static long figure(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("No figure " + pattern + " in: " + text);
        }
        return Long.parseLong(matcher.group(1));
    }
}
