package org.herald.load;

/** What is counted. */
enum Count {
    /** Sent, during the time that is measured. */
    PUBLISHED,
    /** Messages received that were due during the time that is measured. */
    DELIVERED,
    /** Sent and not answered yet. Goes up and down. */
    UNANSWERED,
    /** Due, but the connection to send it on was gone. */
    UNSENT,
    /** Numbers that were skipped. */
    GAPS,
    /** Events that came again, or behind a newer one. */
    DUPLICATES,
    /** Rooms whose history was lost, as a connection saw it. */
    RESTARTS
}
