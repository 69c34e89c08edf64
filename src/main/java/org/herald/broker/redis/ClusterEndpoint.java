package org.herald.broker.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Any node of a cluster that sees the cluster well: messages published to one arrive at all. */
final class ClusterEndpoint implements Endpoint {

    private final Doors doors;

    /** The masters as of the last look; those of the URL may be gone by now. */
    private volatile Set<RedisUrl.Host> known = Set.of();

    ClusterEndpoint(Doors doors) {
        this.doors = doors;
    }

    /** A connection, and where it leads to. */
    record Found(Wire wire, RedisUrl.Host host) {}

    void know(Set<RedisUrl.Host> masters) {
        known = masters;
    }

    @Override
    public Wire open(Duration silence) {
        return find(silence).wire;
    }

    Found find(Duration silence) {
        List<RedisUrl.Host> hosts = new ArrayList<>(known);
        Collections.shuffle(hosts);
        Set<RedisUrl.Host> all = new LinkedHashSet<>(hosts);
        all.addAll(doors.url().hosts());
        JedisException last = null;
        for (RedisUrl.Host host : all) {
            try {
                Wire wire = doors.open(host, silence);
                if (isWell(wire)) {
                    return new Found(wire, host);
                }
                wire.cut();
            } catch (JedisException e) {
                last = e;
            }
        }
        throw last != null ? last : new JedisConnectionException("no node of the cluster takes requests now");
    }

    private static boolean isWell(Wire wire) {
        try {
            return Raw.text(wire.ask(Command.CLUSTER, Call.bytes("INFO"))).contains("cluster_state:ok");
        } catch (JedisException e) {
            wire.cut();
            throw e;
        }
    }
}
