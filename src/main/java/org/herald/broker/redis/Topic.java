package org.herald.broker.redis;

/** One channel of interest. All calls come on the thread of its stripe. */
interface Topic {

    byte[] channel();

    /** Every message from now on arrives. */
    void subscribed();

    /** Messages may be missing from now on, until {@link #subscribed} comes again. */
    void interrupted();

    void message(byte[] payload);

    /** The broker has closed, or nobody wants it any more. */
    void ended();
}
