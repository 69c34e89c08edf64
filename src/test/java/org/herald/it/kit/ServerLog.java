package org.herald.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** All that a server process wrote, to its log and to its standard output, since it started. */
public record ServerLog(Path file) {

    private static final String COLOURS = "\\e\\[[0-9;]*m";

    /** Without the colours. */
    public String text() {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replaceAll(COLOURS, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> lines() {
        return text().lines().toList();
    }

    public boolean has(String words) {
        return text().contains(words);
    }

    /** How much there is by now: what comes later is {@code textSince(mark)}. */
    public int mark() {
        return text().length();
    }

    public String textSince(int mark) {
        return text().substring(mark);
    }

    public void await(String words, Duration patience) {
        Awaitility.await("the log to say \"" + words + "\"").atMost(patience).until(() -> has(words));
    }

    /** The newest lines. */
    public String tail(int count) {
        List<String> lines = lines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }
}
