package org.herald.session;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Broker;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.HubListener;
import org.herald.hub.Inlet;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.herald.protocol.Ack;

/**
 * What applications beside Herald say. They run inside the server, so they are trusted: neither permissions nor rates are
 * asked for, and they speak in anybody's name. Safe for use by any thread; nothing here blocks.
 */
public final class Voice {

    /** The longest id, in characters. */
    public static final int MAX_ID = 128;

    /** How much may be under way at a time. */
    static final int MOST = 10_000;

    private final Publishing publishing;
    private final HubListener listener;
    private final Inlet inlet;
    private final Semaphore room = new Semaphore(MOST);

    /**
     * One message.
     *
     * @param room may be anybody's personal room; never null
     * @param content never null
     * @param replyTo the message it answers, or null
     * @param from never null
     * @param id names it among those from the same user in the same room, apart from the ids of that user's clients; one
     *     that comes again within five minutes is published once. Null: every one counts
     */
    public record Speech(RoomName room, Content content, Position replyTo, UserId from, String id) {}

    /** @param inlet by which they speak */
    public Voice(Broker broker, RoomPolicy policy, Clock clock, HubListener listener, Inlet inlet) {
        this.publishing = new Publishing(broker, policy, clock);
        this.listener = listener;
        this.inlet = inlet;
    }

    /**
     * Publishes it. What one thread says in one room keeps its order.
     *
     * @return fails with {@link Refused}: {@code unavailable} when the store is away or too much is under way, {@code
     *     room_forbidden} for a room of Herald's own. It completes on any thread, one of the store's among them: who goes on
     *     may not block
     */
    public CompletionStage<Ack.Sent> say(Speech speech) {
        if (!room.tryAcquire()) {
            Refused refused = Refused.because(ErrorCode.UNAVAILABLE, "too many publications are under way");
            count(refused);
            return CompletableFuture.failedFuture(refused);
        }
        return CompletableFuture.completedFuture(speech)
                .thenCompose(publishing::speak) // at once, on this thread: and what it throws is a failure as well
                .whenComplete((published, failure) -> done(failure))
                .thenApply(Publishing::ack);
    }

    /** Counts what came, and could not even be read. */
    public void count(Refused refused) {
        listener.refused(refused.code());
        listener.spoken(inlet, false);
    }

    private void done(Throwable failure) {
        room.release();
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Refused refused) {
            count(refused);
        } else {
            listener.spoken(inlet, failure == null);
        }
    }
}
