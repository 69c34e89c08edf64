package org.herald.observe;

import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.herald.broker.Broker;
import org.herald.broker.BrokerListener;
import org.herald.broker.ControlMessage;
import org.herald.broker.ForwardingBroker;
import org.herald.broker.NodeView;
import org.herald.broker.Page;
import org.herald.broker.Publication;
import org.herald.broker.Published;
import org.herald.broker.Range;
import org.herald.broker.RoomLog;
import org.herald.hub.ConnectionId;
import org.herald.hub.Event;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.VolatileEvent;

/** A broker whose publications and deliveries are recorded, where they are part of a trace; all others pass as they are. */
final class TracedBroker extends ForwardingBroker {

    private final Spans spans;
    private final RoomLog log;

    TracedBroker(Broker broker, Spans spans) {
        super(broker);
        this.spans = spans;
        this.log = new Log(broker.log());
    }

    @Override
    public void start(BrokerListener listener) {
        super.start(new Listener(listener));
    }

    @Override
    public RoomLog log() {
        return log;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    private final class Log implements RoomLog {
        private final RoomLog inner;

        private Log(RoomLog inner) {
            this.inner = inner;
        }

        @Override
        public CompletionStage<Published> publish(Publication publication) {
            if (publication.trace() == null) {
                return inner.publish(publication);
            }
            Spans.Span span = spans.publish(publication.trace(), publication.room());
            return inner.publish(publication.in(span.context()))
                    .whenComplete((published, failure) -> span.end(cause(failure)));
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

    private final class Listener implements BrokerListener {
        private final BrokerListener inner;

        private Listener(BrokerListener inner) {
            this.inner = inner;
        }

        @Override
        public void deliver(Event event) {
            if (!(event instanceof RoomEvent kept) || kept.trace() == null) {
                inner.deliver(event);
                return;
            }
            Spans.Span span = spans.deliver(kept.trace(), kept.room());
            inner.deliver(event);
            span.end(null);
        }

        @Override
        public void lost(RoomName room, Position now) {
            inner.lost(room, now);
        }

        @Override
        public boolean deliver(VolatileEvent event, ConnectionId to, Set<RoomName> shared) {
            return inner.deliver(event, to, shared);
        }

        @Override
        public NodeView view() {
            return inner.view();
        }

        @Override
        public int obey(ControlMessage message) {
            return inner.obey(message);
        }
    }
}
