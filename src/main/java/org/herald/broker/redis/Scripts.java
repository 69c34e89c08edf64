package org.herald.broker.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/** The scripts as this broker uses them. Safe for use by any thread. */
final class Scripts {

    /** The time of Redis, which is one for all nodes. */
    static final String TIME =
            "local function micros() local t = redis.call('TIME') return t[1] * 1000000 + t[2] end\n";

    private final Map<Script, Text> texts = new EnumMap<>(Script.class);
    private final boolean sharded;

    /**
     * @param time Lua for {@code micros()}
     * @param sharded whether rooms have channels of their slots, where Redis has such
     */
    Scripts(String time, boolean sharded) {
        this.sharded = sharded;
        String common = time + read("prelude") + read(sharded ? "tell-shard" : "tell");
        String room = common + read("room");
        for (Script script : Script.values()) {
            texts.put(script, Text.of((script.aboutRoom() ? room : common) + read(script.file())));
        }
    }

    /** Whether rooms have channels of their slots, where Redis has such. */
    boolean sharded() {
        return sharded;
    }

    Text text(Script script) {
        return texts.get(script);
    }

    Collection<Text> all() {
        return texts.values();
    }

    private static String read(String file) {
        try (InputStream in = Scripts.class.getResourceAsStream(file + ".lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("script " + file + " cannot be read", e);
        }
    }

    /** Not to be changed: both are shared. */
    record Text(byte[] source, byte[] sha) {

        static Text of(String lua) {
            byte[] source = lua.getBytes(StandardCharsets.UTF_8);
            try {
                byte[] hash = MessageDigest.getInstance("SHA-1").digest(source);
                return new Text(source, HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-1", e);
            }
        }
    }
}
