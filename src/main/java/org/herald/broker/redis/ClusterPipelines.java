package org.herald.broker.redis;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Connections to every master of a cluster. One thread looks which has what: now and then, and as soon as a call came
 * to the wrong one. Such a call is refused as unavailable: whoever asked tries again.
 */
final class ClusterPipelines implements Connections, Runnable {

    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final long LOOK_MILLIS = 5000;
    private static final long LOOK_AGAIN_MILLIS = 250;

    private final ClusterEndpoint endpoint;
    private final ThreadFactory threads;
    private final Reports reports;

    /** Makes the connections to one master; told what to do when a call came to the wrong one. */
    private final Function<RedisUrl.Host, Pipelines> maker;

    /** Is told what was seen, each time. */
    private final Consumer<SlotTable> told;

    private final Map<RedisUrl.Host, Pipelines> masters = new ConcurrentHashMap<>();
    private final Semaphore looks = new Semaphore(0);
    private volatile Table table = new Table(SlotTable.EMPTY, false);

    /** @param closed whether there are to be no more */
    private record Table(SlotTable slots, boolean closed) {}

    ClusterPipelines(
            ClusterEndpoint endpoint,
            ThreadFactory threads,
            Reports reports,
            Function<RedisUrl.Host, Pipelines> maker,
            Consumer<SlotTable> told) {
        this.endpoint = endpoint;
        this.told = told;
        this.threads = threads;
        this.reports = reports;
        this.maker = maker;
    }

    @Override
    public void start() {
        threads.newThread(this).start();
    }

    @Override
    public boolean isUp() {
        return table.slots.isWhole() && masters.values().stream().allMatch(Pipelines::isUp);
    }

    @Override
    public synchronized void close() {
        table = new Table(SlotTable.EMPTY, true);
        looks.release();
        masters.values().forEach(Pipelines::close);
        masters.clear();
    }

    @Override
    public <T> CompletionStage<T> ask(String tag, Call<T> call) {
        RedisUrl.Host master = table.slots.masterOf(tag);
        Pipelines pipelines = master == null ? null : masters.get(master);
        if (pipelines == null) {
            call.fail(Call.unavailable());
            return call.answer();
        }
        return pipelines.ask(tag, call);
    }

    /** Something came to the wrong master, or a connection to one broke: has a look soon. */
    void moved() {
        looks.release();
    }

    @Override
    public void run() {
        long pause = 0;
        try {
            while (!table.closed) {
                if (looks.tryAcquire(pause, TimeUnit.MILLISECONDS)) {
                    looks.drainPermits();
                }
                pause = look() && isUp() ? LOOK_MILLIS : LOOK_AGAIN_MILLIS;
            }
        } catch (InterruptedException e) {
            close();
        }
    }

    private boolean look() {
        ClusterEndpoint.Found found;
        try {
            found = endpoint.find(SILENCE);
        } catch (JedisException e) {
            if (!table.closed) {
                reports.lost("the keeper of the cluster's slots", e);
            }
            return false;
        }
        try (Wire wire = found.wire()) {
            SlotTable slots = new SlotTable(Raw.list(wire.ask(Command.CLUSTER, Call.bytes("SLOTS"))), found.host());
            use(slots);
            told.accept(slots);
            return slots.isWhole();
        } catch (JedisException | Malformed e) {
            reports.lost("the keeper of the cluster's slots", e);
            return false;
        }
    }

    private synchronized void use(SlotTable slots) {
        if (table.closed) {
            return;
        }
        for (RedisUrl.Host master : slots.masters()) {
            masters.computeIfAbsent(master, host -> {
                Pipelines made = maker.apply(host);
                made.start();
                return made;
            });
        }
        table = new Table(slots, false);
        endpoint.know(slots.masters());
        masters.entrySet().removeIf(entry -> {
            boolean gone = !slots.masters().contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
    }
}
