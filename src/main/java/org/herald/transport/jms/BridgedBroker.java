package org.herald.transport.jms;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.herald.broker.Broker;
import org.herald.broker.ForwardingBroker;
import org.herald.broker.Page;
import org.herald.broker.Publication;
import org.herald.broker.Published;
import org.herald.broker.Range;
import org.herald.broker.RoomLog;
import org.herald.hub.Position;
import org.herald.hub.RoomName;

/**
 * A broker whose events are told to the topic by the node that they were published on. A publication is answered when the
 * topic has it: so whoever hears no answer, because this node ended, publishes it again under the same id, and then, as a
 * duplicate, it is told once more, as it is in history. What is answered has been told at least once, but for a duplicate
 * of what history does not keep.
 */
final class BridgedBroker extends ForwardingBroker {

    private final Outbound topic;
    private final Writing writing;
    private final RoomLog log;

    BridgedBroker(Broker broker, Outbound topic, Writing writing) {
        super(broker);
        this.topic = topic;
        this.writing = writing;
        this.log = new Log(broker.log());
    }

    @Override
    public RoomLog log() {
        return log;
    }

    private final class Log implements RoomLog {
        private final RoomLog inner;

        private Log(RoomLog inner) {
            this.inner = inner;
        }

        /** Nothing is stored while the topic is away: it could not be answered. */
        @Override
        public CompletionStage<Published> publish(Publication publication) {
            if (!writing.concerns(publication.room())) {
                return inner.publish(publication);
            }
            if (!topic.isUp()) {
                return CompletableFuture.failedFuture(Outbound.away());
            }
            return inner.publish(publication)
                    .thenCompose(published -> tell(publication, published).thenApply(told -> published));
        }

        private CompletionStage<Void> tell(Publication publication, Published published) {
            return published.duplicate()
                    ? tellStored(publication.room(), published)
                    : topic.send(writing.notice(publication, published));
        }

        /**
         * What was stored and not what was said now: that was not looked at, and anything may stand in it. Where history
         * does not have it any more, nothing is told.
         */
        private CompletionStage<Void> tellStored(RoomName room, Published published) {
            Position before = new Position(
                    published.position().epoch(), published.position().seq() - 1);
            return inner.read(room, Range.after(before, 1, 1))
                    .thenCompose(page -> page.events().stream()
                            .filter(event ->
                                    event.position().equals(published.position()) && event.ts() == published.ts())
                            .findFirst()
                            .map(event -> topic.send(writing.notice(event)))
                            .orElseGet(() -> CompletableFuture.completedFuture(null)));
        }

        @Override
        public CompletionStage<Page> read(RoomName room, Range range) {
            return inner.read(room, range);
        }

        @Override
        public CompletionStage<Position> position(RoomName room) {
            return inner.position(room);
        }
    }
}
