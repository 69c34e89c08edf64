package org.herald.it.kit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a server answered to a handshake.
 *
 * @param headers by lower-case name, in the order of arrival
 * @param body empty for an upgrade
 */
public record HttpAnswer(int status, Map<String, List<String>> headers, String body) {

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;

    public boolean upgraded() {
        return status == SWITCHING_PROTOCOLS;
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    public JsonObject json() {
        try (var reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        }
    }

    static HttpAnswer read(Intake intake, Intake.Deadline deadline) throws IOException {
        String statusLine = intake.line(deadline);
        String[] words = statusLine.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.")) {
            throw new IOException("Not an HTTP answer: " + statusLine);
        }
        int status = Integer.parseInt(words[1]);
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = intake.line(deadline); !line.isEmpty(); line = intake.line(deadline)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        HttpAnswer bare = new HttpAnswer(status, headers, "");
        boolean bodiless = bare.upgraded() || status == NO_CONTENT;
        return bodiless ? bare : new HttpAnswer(status, headers, bare.readBody(intake, deadline));
    }

    private String readBody(Intake intake, Intake.Deadline deadline) throws IOException {
        if (header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
            return readChunks(intake, deadline);
        }
        Optional<Integer> length = header("Content-Length").map(Integer::valueOf);
        byte[] bytes = length.isPresent() ? intake.take(length.get(), deadline) : intake.takeRest(deadline);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String readChunks(Intake intake, Intake.Deadline deadline) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(intake.line(deadline).split(";")[0].strip(), 16);
            body.writeBytes(intake.take(length, deadline));
            intake.line(deadline);
            if (length == 0) {
                return body.toString(StandardCharsets.UTF_8);
            }
        }
    }
}
