package org.herald.load;

/**
 * What a message of this tool says: which run it is of, and when it was due. What was due and could not be sent in time
 * counts as late from when it was due, so that a server that stalls the sender does not look the better for it.
 */
record Stamp(String run, long dueNanos) {

    /** Characters of the longest stamp there is. */
    static final int LONGEST = 40;

    private static final String MARK = "herald-load ";

    /** Names the message: no two of a run are due at the same moment. */
    String id() {
        return run + "-" + Long.toString(dueNanos, Character.MAX_RADIX);
    }

    /** The text of a message of {@code size} characters. */
    String padded(int size) {
        String stamp = MARK + run + " " + Long.toString(dueNanos, Character.MAX_RADIX) + " ";
        return stamp + "x".repeat(Math.max(0, size - stamp.length()));
    }

    /** When the message was due, in terms of {@link System#nanoTime}; null when it is none of {@code run}. */
    static Long due(String message, String run) {
        int at = message.indexOf(MARK + run + " ");
        if (at < 0) {
            return null;
        }
        int begin = at + MARK.length() + run.length() + 1;
        int end = message.indexOf(' ', begin);
        return end < 0 ? null : Long.valueOf(message.substring(begin, end), Character.MAX_RADIX);
    }
}
