package org.herald.broker.redis;

/**
 * How to log in somewhere.
 *
 * @param user null: the default one
 * @param password null: without
 */
record Login(String user, String password) {

    static final Login NONE = new Login(null, null);

    /** Without what is secret. */
    @Override
    public String toString() {
        return this.equals(NONE) ? "no login" : "a login";
    }
}
