package org.herald.load;

/**
 * Whether one connection sees its room's events one after the other. Positions are {@code <epoch>-<seq>}; an epoch that
 * changes is a history that was lost, and counting begins anew. Only the connection's reader writes; any thread may ask.
 */
final class Order {

    private final Tally tally;
    private String epoch;
    private volatile long last = -1;

    Order(Tally tally) {
        this.tally = tally;
    }

    /** @param position where the room is when the connection has joined */
    void begin(String position) {
        epoch = epoch(position);
        last = seq(position);
    }

    void saw(String eventId) {
        long seq = seq(eventId);
        if (!epoch(eventId).equals(epoch)) {
            epoch = epoch(eventId);
            tally.add(Count.RESTARTS, 1);
        } else if (seq <= last) {
            tally.add(Count.DUPLICATES, 1);
            return;
        } else if (seq > last + 1) {
            tally.add(Count.GAPS, seq - last - 1);
        }
        last = seq;
    }

    /** How many events up to {@code head} have not come. */
    long missing(long head) {
        return last < 0 ? 0 : Math.max(0, head - last);
    }

    static long seq(String eventId) {
        return Long.parseLong(eventId.substring(eventId.lastIndexOf('-') + 1));
    }

    private static String epoch(String eventId) {
        return eventId.substring(0, eventId.lastIndexOf('-'));
    }
}
