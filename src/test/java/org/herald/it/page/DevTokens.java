package org.herald.it.page;

import jakarta.json.Json;
import java.io.StringReader;
import java.util.Arrays;
import org.herald.it.kit.Http;
import org.herald.it.kit.Server;

/** Tokens of a server in development mode. */
final class DevTokens {

    private DevTokens() {}

    /** @param groups roles of the user */
    static String of(Server server, String user, String... groups) {
        String body = Json.createObjectBuilder()
                .add("user", user)
                .add("groups", Json.createArrayBuilder(Arrays.asList(groups)))
                .build()
                .toString();
        String answer =
                Http.post(server.uri("/dev/token"), "application/json", body).body();
        try (var reader = Json.createReader(new StringReader(answer))) {
            return reader.readObject().getString("token");
        }
    }
}
