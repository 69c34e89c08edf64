package org.herald.broker.redis;

/** Something came from Redis that this version of Herald did not write. */
final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1;

    Malformed(String what) {
        super(what);
    }

    Malformed(String what, Throwable cause) {
        super(what, cause);
    }
}
