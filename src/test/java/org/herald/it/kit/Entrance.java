package org.herald.it.kit;

import java.net.URI;

/** Where clients get in: a server, or a proxy in front of some. */
public interface Entrance {

    /** Where Herald is, without a slash at the end: {@code http://127.0.0.1:<port>/herald}. */
    URI base();

    /** How to connect to it. */
    Route route();
}
