package org.herald.session;

import org.herald.hub.Identity;
import org.herald.hub.Sender;
import org.herald.hub.Traceparent;

/**
 * Who says something, and as what.
 *
 * @param identity whose rights count
 * @param sender whom receivers see
 * @param requestId what the client calls the request, or null: saying the same again is saying it twice
 * @param trace that the request is a part of, or null
 */
record Author(Identity identity, Sender sender, String requestId, Traceparent trace) {

    /** Somebody without a connection. */
    static Author overHttp(Identity identity, String requestId, Traceparent trace) {
        return new Author(identity, new Sender(identity.user(), null), requestId, trace);
    }
}
