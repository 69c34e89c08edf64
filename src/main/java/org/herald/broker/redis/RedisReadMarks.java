package org.herald.broker.redis;

import java.util.concurrent.CompletionStage;
import org.herald.broker.ReadMarks;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;

/** The marks live and die with the epoch of their room. */
final class RedisReadMarks implements ReadMarks {

    private final Store store;
    private final Epochs epochs = new Epochs();

    RedisReadMarks(Store store) {
        this.store = store;
    }

    @Override
    public CompletionStage<Boolean> advance(RoomName room, UserId user, Position upTo) {
        return store.log(room, Script.MARK, RedisReadMarks::moved, epochs.next(), user, upTo.epoch(), upTo.seq());
    }

    private static boolean moved(Object raw) {
        long answer = Raw.number(raw);
        if (answer < 0) {
            throw Refused.invalid("data.upTo", "must be the position of an event of this room");
        }
        return answer == 1;
    }
}
