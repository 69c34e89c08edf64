package org.herald.broker.redis;

import java.time.Duration;
import java.util.Optional;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;

/**
 * How the nodes share one Redis.
 *
 * @param url {@code herald.redis.url}
 * @param sentinels {@code herald.redis.sentinel.user} and {@code .password}, never null
 * @param prefix {@code herald.redis.prefix}, of every key and channel
 * @param node {@code herald.node}, what this node is called
 * @param lease {@code herald.node.lease}, after how long a silence the others take a node for dead
 */
public record RedisSettings(RedisUrl url, Login sentinels, String prefix, String node, Duration lease) {

    static final String SENTINEL_USER = "herald.redis.sentinel.user";
    static final String SENTINEL_PASSWORD = "herald.redis.sentinel.password";

    private static final Duration LEAST_LEASE = Duration.ofSeconds(1);

    /**
     * Reads them.
     *
     * @param node the name of this node, as configured or made up
     * @return empty when no Redis is configured
     * @throws InvalidSetting naming the key that is wrong
     */
    public static Optional<RedisSettings> from(Settings settings, String node) {
        return settings.text(RedisUrl.KEY).map(url -> {
            String prefix = settings.text("herald.redis.prefix", "herald");
            if (!prefix.matches("[A-Za-z0-9._:-]{1,64}")) {
                throw new InvalidSetting("herald.redis.prefix", "must be 1-64 characters of A-Z a-z 0-9 . _ : -");
            }
            Duration lease = settings.duration("herald.node.lease", Duration.ofSeconds(15));
            if (lease.compareTo(LEAST_LEASE) < 0) {
                throw new InvalidSetting("herald.node.lease", "must be PT1S or more");
            }
            RedisUrl parsed = RedisUrl.parse(url);
            return new RedisSettings(parsed, sentinels(settings, parsed), prefix, node, lease);
        });
    }

    private static Login sentinels(Settings settings, RedisUrl url) {
        Optional<String> user = settings.text(SENTINEL_USER);
        Optional<String> password = settings.text(SENTINEL_PASSWORD);
        if (password.isPresent() && url.kind() != RedisUrl.Kind.SENTINEL) {
            throw new InvalidSetting(SENTINEL_PASSWORD, "must be empty where " + RedisUrl.KEY + " names no sentinels");
        }
        if (user.isPresent() && password.isEmpty()) {
            throw new InvalidSetting(SENTINEL_USER, "must have a password beside it: " + SENTINEL_PASSWORD);
        }
        return new Login(user.orElse(null), password.orElse(null));
    }
}
