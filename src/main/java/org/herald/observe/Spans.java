package org.herald.observe;

import org.herald.hub.RoomName;
import org.herald.hub.Traceparent;

/** Records what happens to publications that are part of a trace. Called from any thread; does not block or fail. */
interface Spans {

    /** A publication begins. */
    Span publish(Traceparent parent, RoomName room);

    /** An event is being handed to the members of its room. */
    Span deliver(Traceparent parent, RoomName room);

    /** Something that takes time. */
    interface Span {

        /** For what follows from it. */
        Traceparent context();

        /** It is over; called once. @param failure or null */
        void end(Throwable failure);
    }
}
