package org.herald.hub;

import java.util.regex.Pattern;

/**
 * A place in a room's history, written {@code <epoch>-<seq>} (protocol section 2, {@code eventId}).
 *
 * @param epoch changes only when the room's history was lost; 1–32 characters of {@code [0-9a-z]}
 * @param seq counts up by exactly one per room event; 0 in a room where nothing happened yet
 */
public record Position(String epoch, long seq) {

    private static final Pattern FORM = Pattern.compile("([0-9a-z]{1,32})-(0|[1-9][0-9]{0,17})");

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException with the rule, when {@code text} is no event id
     */
    public static Position parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("an event id is <epoch>-<seq>, such as 7f3a-1042");
        }
        return new Position(form.group(1), Long.parseLong(form.group(2)));
    }

    public Position next() {
        return new Position(epoch, seq + 1);
    }

    /** Whether both are of one history, so that their {@code seq} can be compared. */
    public boolean sameEpoch(Position other) {
        return epoch.equals(other.epoch);
    }

    @Override
    public String toString() {
        return epoch + '-' + seq;
    }
}
