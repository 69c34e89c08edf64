package org.herald.session;

/** Is told of each session that has ended, once, by any thread. */
interface Farewell {

    /** @param code of RFC 6455 section 7.4 or of the protocol; 1006: the peer vanished */
    void over(ClientSession session, int code, String reason);
}
