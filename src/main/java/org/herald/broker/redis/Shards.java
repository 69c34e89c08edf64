package org.herald.broker.redis;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** The masters of a cluster: each has the channels of its slots. */
final class Shards implements Places {

    private final Doors doors;
    private final Runnable look;
    private volatile Known known = new Known(SlotTable.EMPTY, Set.of());

    private record Known(SlotTable slots, Set<Endpoint> all) {}

    /** The master at an address, as long as it is one. */
    private record Shard(Doors doors, RedisUrl.Host host) implements Endpoint {
        @Override
        public Wire open(Duration silence) {
            return doors.open(host, silence);
        }

        @Override
        public String toString() {
            return host.toString();
        }
    }

    /** @param look makes somebody look who has which slots, and tell it here */
    Shards(Doors doors, Runnable look) {
        this.doors = doors;
        this.look = look;
    }

    /** That is how it is now. For one thread at a time. */
    void know(SlotTable slots) {
        if (!slots.equals(known.slots)) {
            Set<Endpoint> all = slots.masters().stream().map(this::shard).collect(Collectors.toUnmodifiableSet());
            known = new Known(slots, all);
        }
    }

    @Override
    public Set<Endpoint> all() {
        return known.all;
    }

    @Override
    public Endpoint of(byte[] channel) {
        RedisUrl.Host master = known.slots.masterOf(channel);
        return master == null ? null : shard(master);
    }

    @Override
    public boolean sharded() {
        return true;
    }

    @Override
    public void lost() {
        look.run();
    }

    private Endpoint shard(RedisUrl.Host host) {
        return new Shard(doors, host);
    }
}
