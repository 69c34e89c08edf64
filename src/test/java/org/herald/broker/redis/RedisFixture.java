package org.herald.broker.redis;

import java.time.Duration;
import org.herald.broker.Broker;
import org.herald.broker.BrokerFixture;
import org.herald.hub.HubListener;
import redis.clients.jedis.Protocol.Command;

/** A broker over a real Redis, whose scripts go by a time that can be moved. */
final class RedisFixture implements BrokerFixture {

    private final String prefix = SharedRedis.newPrefix();
    private final TestNode node = new TestNode(
            SharedRedis.get().url(), prefix, Duration.ofSeconds(15), HubListener.NONE, """
            local function micros()
              local t = redis.call('TIME')
              return t[1] * 1000000 + t[2] + tonumber(redis.call('GET', '%s:ahead') or '0') * 1000
            end
            """.formatted(prefix));

    private long ahead;

    String prefix() {
        return prefix;
    }

    @Override
    public Broker broker() {
        return node.broker();
    }

    @Override
    public void advance(Duration time) {
        ahead += time.toMillis();
        SharedRedis.get().ask(Command.SET, prefix + ":ahead", "" + ahead);
        node.advance(time);
    }

    @Override
    public long now() {
        return System.currentTimeMillis() + ahead;
    }

    @Override
    public void close() {
        node.close();
    }
}
