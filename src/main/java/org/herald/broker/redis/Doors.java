package org.herald.broker.redis;

import java.time.Duration;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;

/**
 * Opens connections as the URL says.
 *
 * @param sentinels how to log in to those
 */
record Doors(RedisUrl url, Login sentinels) {

    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** Connects and logs in; fails as Jedis does. */
    Wire open(RedisUrl.Host host, Duration silence) {
        return open(
                host,
                config(silence)
                        .user(url.user())
                        .password(url.password())
                        .database(url.database())
                        .build());
    }

    /** Connects to a sentinel, which has a login of its own and no databases. */
    Wire openSentinel(RedisUrl.Host host, Duration silence) {
        return open(
                host,
                config(silence)
                        .user(sentinels.user())
                        .password(sentinels.password())
                        .build());
    }

    private DefaultJedisClientConfig.Builder config(Duration silence) {
        var config = DefaultJedisClientConfig.builder()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .connectionTimeoutMillis((int) CONNECT.toMillis())
                .socketTimeoutMillis((int) silence.toMillis());
        return url.tls() ? config.sslOptions(SslOptions.defaults()) : config;
    }

    private static Wire open(RedisUrl.Host host, JedisClientConfig config) {
        return new Wire(new DefaultJedisSocketFactory(new HostAndPort(host.name(), host.port()), config), config);
    }
}
