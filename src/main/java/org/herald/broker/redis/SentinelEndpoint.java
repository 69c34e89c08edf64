package org.herald.broker.redis;

import java.time.Duration;
import java.util.List;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** The master that the sentinels name, asked anew for every connection. */
record SentinelEndpoint(Doors doors) implements Endpoint {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Override
    public Wire open(Duration silence) {
        Wire wire = doors.open(master(), silence);
        boolean master = false;
        try {
            master = "master".equals(Raw.text(Raw.list(wire.ask(Command.ROLE)).get(0)));
        } finally {
            if (!master) {
                wire.cut();
            }
        }
        if (!master) {
            throw new JedisConnectionException("the sentinels name a master that is none (yet)");
        }
        return wire;
    }

    private RedisUrl.Host master() {
        JedisException last = null;
        for (RedisUrl.Host sentinel : doors.url().hosts()) {
            try (Wire wire = doors.openSentinel(sentinel, PATIENCE)) {
                Object answer = wire.ask(
                        Command.SENTINEL,
                        Call.bytes("GET-MASTER-ADDR-BY-NAME"),
                        Call.bytes(doors.url().master()));
                if (answer != null) {
                    List<String> address = Raw.texts(answer);
                    return new RedisUrl.Host(address.get(0), Integer.parseInt(address.get(1)));
                }
            } catch (JedisException e) {
                last = e;
            }
        }
        throw new JedisConnectionException(
                "no sentinel of " + doors.url().hosts() + " knows where "
                        + doors.url().master() + " is",
                last);
    }
}
