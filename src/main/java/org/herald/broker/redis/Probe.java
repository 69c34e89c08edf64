package org.herald.broker.redis;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Looks whether Redis can be used at all, before a node begins. */
record Probe(Endpoint endpoint, RedisUrl url) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern VERSION = Pattern.compile("redis_version:([0-9]+)\\.([0-9]+)");

    /** @throws IllegalStateException with a message for the operator, which holds no secret */
    void look() {
        String info;
        try (Wire wire = endpoint.open(PATIENCE)) {
            info = Raw.text(wire.ask(Command.INFO, Call.bytes("server")));
        } catch (JedisConnectionException e) {
            throw unusable("cannot be reached: " + reason(e), e);
        } catch (JedisException e) {
            throw unusable("does not let Herald in: " + reason(e), e);
        }
        requireVersion(info);
    }

    IllegalStateException unusable(String why, Throwable cause) {
        return new IllegalStateException(RedisUrl.KEY + ": Redis (" + url + ") " + why, cause);
    }

    private void requireVersion(String info) {
        Matcher version = VERSION.matcher(info);
        if (!version.find()) {
            throw unusable("does not tell its version", null);
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        if (major < 6 || major == 6 && minor < 2) {
            throw unusable("is version " + major + "." + minor + ": Herald needs 6.2 or newer", null);
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
