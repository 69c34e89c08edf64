package org.herald.broker.redis;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Looks whether Redis can be used at all, before a node begins.
 *
 * @param channel one that Herald may subscribe to if it may subscribe to any of its own
 */
record Probe(Endpoint endpoint, RedisUrl url, byte[] channel) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofMillis(100);

    /** Half a minute: a server that starts together with its Redis waits for that long. */
    private static final int LOADING_ATTEMPTS = 300;

    private static final Pattern VERSION = Pattern.compile("redis_version:([0-9]+)\\.([0-9]+)");

    /**
     * Waits for a Redis that is only just starting.
     *
     * @throws IllegalStateException with a message for the operator, which holds no secret
     */
    void look() {
        boolean loading = isLoading();
        for (int left = LOADING_ATTEMPTS; loading && left > 0; left--) {
            try {
                Thread.sleep(MOMENT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unusable("was not waited for", e);
            }
            loading = isLoading();
        }
        if (loading) {
            throw unusable("is still loading its data", null);
        }
    }

    /** Whether it is to be asked again; otherwise it can be used. */
    private boolean isLoading() {
        try (Wire wire = endpoint.open(PATIENCE)) {
            requireVersion(Raw.text(wire.ask(Command.INFO, Call.bytes("server"))));
            wire.ask(Command.EVAL, Call.bytes("return 1"), Call.bytes("0"));
            wire.ask(Command.SUBSCRIBE, channel);
            return false;
        } catch (JedisConnectionException e) {
            throw unusable("cannot be reached: " + reason(e), e);
        } catch (JedisException e) {
            if (reason(e).startsWith("LOADING")) {
                return true;
            }
            throw unusable("does not let Herald in: " + reason(e), e);
        }
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
