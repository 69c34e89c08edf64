package org.herald.broker.redis;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Which master of a cluster has which keys (the answer to {@code CLUSTER SLOTS}). Immutable. */
final class SlotTable {

    private static final int SLOTS = 16_384;

    static final SlotTable EMPTY = new SlotTable(List.of(), null);

    private final List<Range> ranges;

    private record Range(int first, int last, RedisUrl.Host master) {}

    /**
     * @param answer of a node
     * @param asked what to call that node when it does not know its own address
     */
    SlotTable(List<?> answer, RedisUrl.Host asked) {
        ranges = answer.stream()
                .map(Raw::list)
                .map(range -> new Range(
                        (int) Raw.number(range.get(0)),
                        (int) Raw.number(range.get(1)),
                        host(Raw.list(range.get(2)), asked)))
                .toList();
    }

    /** Null where nobody has it now. */
    RedisUrl.Host masterOf(String tag) {
        return masterOf(JedisClusterCRC16.getSlot('{' + tag + '}'));
    }

    /** The same for a key or channel that has a tag. */
    RedisUrl.Host masterOf(byte[] key) {
        return masterOf(JedisClusterCRC16.getSlot(key));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlotTable table && ranges.equals(table.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    private RedisUrl.Host masterOf(int slot) {
        for (Range range : ranges) {
            if (slot >= range.first && slot <= range.last) {
                return range.master;
            }
        }
        return null;
    }

    Set<RedisUrl.Host> masters() {
        return ranges.stream().map(Range::master).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether every key is somewhere. */
    boolean isWhole() {
        Set<Integer> firsts = new TreeSet<>();
        int covered = 0;
        for (Range range : ranges) {
            covered += firsts.add(range.first) ? range.last - range.first + 1 : 0;
        }
        return covered == SLOTS;
    }

    private static RedisUrl.Host host(List<?> node, RedisUrl.Host asked) {
        String name = Raw.text(node.get(0));
        String known = name == null || name.isEmpty() || name.equals("?") ? asked.name() : name;
        return new RedisUrl.Host(known, (int) Raw.number(node.get(1)));
    }
}
