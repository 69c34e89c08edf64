package org.herald.broker.redis;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.herald.broker.BrokerListener;
import org.herald.broker.NodeView;
import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;
import org.herald.hub.VolatileEvent;
import redis.clients.jedis.Protocol.Command;

/**
 * The channel of this node alone, by which other nodes reach it. Whoever may publish to this Redis may speak here; what
 * is no control message is ignored.
 */
final class OwnChannel implements Topic {

    private final Identity identity;
    private final Store store;
    private final Reports reports;
    private final Inquiries inquiries;

    /** Completes with the first subscription. */
    private final CompletableFuture<Void> subscribed = new CompletableFuture<>();

    /** Null before the start. */
    private volatile BrokerListener here;

    OwnChannel(Identity identity, Store store, Reports reports, Inquiries inquiries) {
        this.identity = identity;
        this.store = store;
        this.reports = reports;
        this.inquiries = inquiries;
    }

    void start(BrokerListener node) {
        here = node;
    }

    NodeView view() {
        return here.view();
    }

    String instance() {
        return identity.instance();
    }

    Inquiries inquiries() {
        return inquiries;
    }

    /** Hands an event to a connection on this node; whether it was there. */
    boolean deliver(VolatileEvent event, ConnectionId to, Set<RoomName> rooms) {
        return here.deliver(event, to, rooms);
    }

    /** Completes when this node has heard itself: publishing and subscribing work. */
    CompletionStage<Boolean> hearMyself() {
        String me = identity.instance();
        return subscribed.thenCompose(done -> expect(me, number -> new NodeMessage.Answer(number, me, 1)));
    }

    /** Asks a node to hand an event to a connection; without an answer for long, it did not. */
    CompletionStage<Boolean> ask(String instance, VolatileEvent event, ConnectionId to, Set<RoomName> rooms) {
        return expect(instance, number -> new NodeMessage.Ask(number, identity.instance(), event, to, rooms));
    }

    /** Tells one node. */
    CompletionStage<Void> tell(String instance, NodeMessage message) {
        byte[] channel = store.keys().control(instance);
        return store.node(instance, Call::nothing, Command.PUBLISH, channel, NodeMessage.encode(message));
    }

    @Override
    public byte[] channel() {
        return store.keys().control(identity.instance());
    }

    @Override
    public void subscribed() {
        subscribed.complete(null);
    }

    @Override
    public void interrupted() {}

    @Override
    public void ended() {
        inquiries.end();
    }

    @Override
    public void message(byte[] payload) {
        NodeMessage message;
        try {
            message = NodeMessage.decode(payload);
        } catch (Malformed e) {
            reports.malformed("control", e);
            return;
        }
        if (message instanceof NodeMessage.Reply reply) {
            inquiries.answered(reply);
        } else if (message instanceof NodeMessage.Ask ask) {
            boolean delivered = deliver(ask.event(), ask.to(), ask.rooms());
            tell(ask.from(), new NodeMessage.Answer(ask.number(), identity.instance(), delivered ? 1 : 0));
        } else if (message instanceof NodeMessage.Question question) {
            look(question).thenAccept(found -> tell(question.from(), found));
        }
    }

    /** What this node answers to a question. */
    CompletionStage<NodeMessage.Reply> look(NodeMessage.Question question) {
        try {
            return question.of(view(), identity.instance()).whenComplete((found, failure) -> {
                if (failure != null) {
                    reports.fault(failure);
                }
            });
        } catch (RuntimeException e) {
            reports.fault(e);
            return CompletableFuture.failedFuture(e);
        }
    }

    private interface Numbered {
        NodeMessage message(long number);
    }

    private CompletionStage<Boolean> expect(String instance, Numbered message) {
        return inquiries
                .ask(Set.of(instance), number -> tell(instance, message.message(number)))
                .thenApply(answers -> answers.connections() > 0);
    }
}
