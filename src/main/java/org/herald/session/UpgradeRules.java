package org.herald.session;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.herald.auth.BadRequest;
import org.herald.auth.RequestView;

/** What a request has to be to open a WebSocket (RFC 6455 section 4.2.1). The containers check less. */
public final class UpgradeRules {

    /** The one {@code Sec-WebSocket-Version} that is spoken here. */
    public static final String VERSION = "13";

    private static final int KEY_BYTES = 16;

    private UpgradeRules() {}

    /** @throws BadRequest naming what is not as it should be */
    static void require(Knock knock) {
        RequestView request = knock.request();
        require("GET".equals(knock.method()), "a WebSocket handshake is a GET");
        require(knock.host() != null && !knock.host().isBlank(), "a WebSocket handshake names its Host");
        require(lists(request.headers("Upgrade"), "websocket"), "Upgrade has to be websocket");
        require(lists(request.headers("Connection"), "upgrade"), "Connection has to be Upgrade");
        require(
                request.headers("Sec-WebSocket-Version").equals(List.of(VERSION)),
                "Sec-WebSocket-Version has to be " + VERSION);
        List<String> keys = request.headers("Sec-WebSocket-Key");
        require(keys.size() == 1 && isKey(keys.get(0)), "Sec-WebSocket-Key has to be 16 bytes in base64");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new BadRequest(rule);
        }
    }

    private static boolean lists(List<String> lines, String word) {
        return lines.stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .anyMatch(part -> part.strip().toLowerCase(Locale.ROOT).equals(word));
    }

    private static boolean isKey(String key) {
        try {
            return key.length() == 24 && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
