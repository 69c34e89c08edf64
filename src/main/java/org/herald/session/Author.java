package org.herald.session;

import org.herald.hub.Identity;
import org.herald.hub.Sender;

/**
 * Who says something, and as what.
 *
 * @param identity whose rights count
 * @param sender whom receivers see
 * @param requestId what the client calls the request, or null: saying the same again is saying it twice
 */
record Author(Identity identity, Sender sender, String requestId) {

    /** Somebody without a connection. */
    static Author overHttp(Identity identity, String requestId) {
        return new Author(identity, new Sender(identity.user(), null), requestId);
    }
}
