package org.herald.protocol;

import java.util.List;
import org.herald.hub.ErrorCode;
import org.herald.hub.Event;
import org.herald.hub.Refused;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomPosition;
import org.herald.hub.VolatileEvent;

/**
 * Wire formats of those who only listen. Every frame says what its reader has seen of which rooms when it has read it.
 * Nothing that comes in is understood, for nothing can.
 */
abstract class Listening implements Codec {

    @Override
    public final Request decode(String text) {
        return Request.refused(null, Refused.because(ErrorCode.UNKNOWN_EVENT, "nobody listens here"));
    }

    @Override
    public final Request decode(byte[] message) {
        return decode("");
    }

    /** Where rooms are for one who was told of the event. */
    static List<RoomPosition> marks(Event event) {
        if (event instanceof RoomEvent kept) {
            return List.of(new RoomPosition(kept.room(), kept.position()));
        }
        VolatileEvent told = (VolatileEvent) event;
        if (told.body() instanceof VolatileEvent.State state) {
            return List.of(new RoomPosition(told.room(), state.position()));
        }
        return told.body() instanceof VolatileEvent.Connected connected
                ? connected.welcome().rooms()
                : List.of();
    }
}
