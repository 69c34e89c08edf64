package org.herald.it.kit;

import java.net.URI;

/**
 * Where a server listens, on 127.0.0.1 only.
 *
 * @param management 0 for a server that has no port of its own for it
 */
record Ports(int http, int management) {

    static Ports one() {
        return new Ports(HeraldNode.freePort(), 0);
    }

    static Ports two() {
        int http = HeraldNode.freePort();
        int management = HeraldNode.freePort();
        return http == management ? two() : new Ports(http, management);
    }

    /** Where Herald is, without a slash at the end. */
    URI herald() {
        return URI.create("http://127.0.0.1:" + http + "/herald");
    }

    /** Where the server is managed and shows its health. */
    URI top() {
        return URI.create("http://127.0.0.1:" + (management == 0 ? http : management) + "/");
    }
}
