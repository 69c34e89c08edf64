package org.herald.broker.redis;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.herald.hub.RoomName;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.RedisProcess;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A cluster of real processes: three masters, and a replica of the last one where that is asked for. */
final class RedisCluster implements AutoCloseable {

    private static final int[] FIRSTS = {0, 5461, 10_923, 16_384};

    private final List<RedisProcess> masters = new ArrayList<>();
    private final Supplier<RedisProcess> start;

    /** On which ports the servers talk to each other. */
    private final Map<RedisProcess, Integer> buses = new HashMap<>();

    /** Null where there is none. */
    private RedisProcess replica;

    /** @param options of every process */
    RedisCluster(String... options) {
        this(all -> new RedisProcess(all.toArray(String[]::new)), List.of(options));
    }

    private RedisCluster(Function<List<String>, RedisProcess> maker, List<String> options) {
        List<String> all = new ArrayList<>(List.of("--cluster-enabled", "yes", "--cluster-node-timeout", "2000"));
        all.addAll(options);
        start = () -> {
            int bus = HeraldNode.freePort(); // 10000 above the other it might belong to an outgoing connection
            List<String> own = new ArrayList<>(all);
            own.addAll(List.of("--cluster-port", "" + bus));
            RedisProcess process = maker.apply(own);
            buses.put(process, bus);
            return process;
        };
        for (int i = 0; i < FIRSTS.length - 1; i++) {
            RedisProcess master = start.get();
            master.ask(Command.CLUSTER, "ADDSLOTSRANGE", "" + FIRSTS[i], "" + (FIRSTS[i + 1] - 1));
            master.ask(Command.CLUSTER, "SET-CONFIG-EPOCH", "" + (i + 1));
            masters.add(master);
        }
        masters.forEach(this::meet);
        awaitWhole();
    }

    /** One whose servers speak TLS among themselves too. */
    static RedisCluster overTls(List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--tls-cluster", "yes"));
        return new RedisCluster(RedisProcess::overTls, all);
    }

    void addReplica() {
        replica = start.get();
        meet(replica);
        String master = id(last());
        await().atMost(20, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> "OK".equals(Raw.text(replica.ask(Command.CLUSTER, "REPLICATE", master))));
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> Raw.text(last().ask(Command.INFO, "replication")).contains("state=online"));
    }

    /** Any two of the masters are known to a node with this. */
    String url() {
        return "redis-cluster://127.0.0.1:" + masters.get(0).port() + ",127.0.0.1:"
                + masters.get(1).port();
    }

    List<RedisProcess> masters() {
        return masters;
    }

    /** The one that has the replica. */
    RedisProcess last() {
        return masters.get(masters.size() - 1);
    }

    RedisProcess replica() {
        return replica;
    }

    void awaitWhole() {
        await().atMost(20, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> all().allMatch(one ->
                        Raw.text(one.ask(Command.CLUSTER, "INFO")).contains("cluster_state:ok")
                                && Raw.text(one.ask(Command.CLUSTER, "INFO"))
                                        .contains("cluster_known_nodes:" + all().count())));
    }

    static int slot(RoomName room) {
        return JedisClusterCRC16.getSlot('{' + room.value() + '}');
    }

    /** The master that was given the room's slot at the start. */
    RedisProcess masterOf(RoomName room) {
        int slot = slot(room);
        return masters.get(slot < FIRSTS[1] ? 0 : slot < FIRSTS[2] ? 1 : 2);
    }

    /** A room of each master in turn. */
    RoomName room(int number) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> new RoomName("room" + number + "/" + i))
                .filter(room -> masterOf(room) == masters.get(number % masters.size()))
                .findFirst()
                .orElseThrow();
    }

    /** Moves a slot with all its keys, as {@code redis-cli --cluster reshard} does. */
    void move(int slot, RedisProcess from, RedisProcess to) {
        to.ask(Command.CLUSTER, "SETSLOT", "" + slot, "IMPORTING", id(from));
        from.ask(Command.CLUSTER, "SETSLOT", "" + slot, "MIGRATING", id(to));
        List<?> keys = Raw.list(from.ask(Command.CLUSTER, "GETKEYSINSLOT", "" + slot, "1000"));
        for (Object key : keys) {
            from.ask(Command.MIGRATE, "127.0.0.1", "" + to.port(), Raw.text(key), "0", "5000");
        }
        to.ask(Command.CLUSTER, "SETSLOT", "" + slot, "NODE", id(to));
        from.ask(Command.CLUSTER, "SETSLOT", "" + slot, "NODE", id(to));
        masters.stream()
                .filter(one -> one != from && one != to)
                .forEach(one -> one.ask(Command.CLUSTER, "SETSLOT", "" + slot, "NODE", id(to)));
    }

    @Override
    public void close() {
        all().forEach(RedisProcess::close);
    }

    private Stream<RedisProcess> all() {
        return replica == null ? masters.stream() : Stream.concat(masters.stream(), Stream.of(replica));
    }

    private void meet(RedisProcess one) {
        RedisProcess first = masters.get(0);
        int port = first.tlsPort() == 0 ? first.port() : first.tlsPort();
        one.ask(Command.CLUSTER, "MEET", "127.0.0.1", "" + port, "" + buses.get(first));
    }

    private static String id(RedisProcess one) {
        return Raw.text(one.ask(Command.CLUSTER, "MYID"));
    }
}
