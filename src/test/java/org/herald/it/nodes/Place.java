package org.herald.it.nodes;

/** Where a room is, {@code <epoch>-<seq>}. */
record Place(String epoch, long seq) {

    static Place of(String eventId) {
        int dash = eventId.lastIndexOf('-');
        return new Place(eventId.substring(0, dash), Long.parseLong(eventId.substring(dash + 1)));
    }

    boolean isNext(Place after) {
        return after.seq == seq + 1 && after.epoch.equals(epoch);
    }

    @Override
    public String toString() {
        return epoch + '-' + seq;
    }
}
