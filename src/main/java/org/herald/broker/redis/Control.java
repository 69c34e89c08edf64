package org.herald.broker.redis;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.herald.broker.BrokerListener;
import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;
import org.herald.hub.Timers;
import org.herald.hub.VolatileEvent;
import redis.clients.jedis.Protocol.Command;

/**
 * The channel of this node, by which other nodes reach it. Whoever may publish to this Redis may speak here; what is
 * no control message is ignored.
 */
final class Control implements Topic {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Identity identity;
    private final Store store;
    private final Reports reports;
    private final Timers timers;
    private final Map<Long, CompletableFuture<Boolean>> asked = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /** Completes with the first subscription. */
    private final CompletableFuture<Void> subscribed = new CompletableFuture<>();

    /** Null before the start. */
    private volatile BrokerListener here;

    Control(Identity identity, Store store, Reports reports, Timers timers) {
        this.identity = identity;
        this.store = store;
        this.reports = reports;
        this.timers = timers;
    }

    void start(BrokerListener node) {
        here = node;
    }

    /** Hands an event to a connection on this node; whether it was there. */
    boolean deliver(VolatileEvent event, ConnectionId to, Set<RoomName> rooms) {
        return here.deliver(event, to, rooms);
    }

    /** Completes when this node has heard itself: publishing and subscribing work. */
    CompletionStage<Boolean> hearMyself() {
        return subscribed.thenCompose(
                done -> expect(number -> ControlMessage.answer(number, true), identity.instance()));
    }

    /** Asks a node to hand an event to a connection; without an answer for long, it did not. */
    CompletionStage<Boolean> ask(String instance, VolatileEvent event, ConnectionId to, Set<RoomName> rooms) {
        return expect(number -> ControlMessage.ask(number, identity.instance(), event, to, rooms), instance);
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
        asked.values().forEach(answer -> answer.completeExceptionally(Call.unavailable()));
    }

    @Override
    public void message(byte[] payload) {
        ControlMessage message;
        try {
            message = ControlMessage.decode(payload);
        } catch (Malformed e) {
            reports.malformed("control", e);
            return;
        }
        if (message instanceof ControlMessage.Answer answer) {
            CompletableFuture<Boolean> asker = asked.remove(answer.number());
            if (asker != null) {
                asker.complete(answer.good());
            }
        } else if (message instanceof ControlMessage.Ask ask) {
            boolean delivered = deliver(ask.event(), ask.to(), ask.rooms());
            tell(ask.from(), ControlMessage.answer(ask.number(), delivered));
        }
    }

    private CompletionStage<Void> tell(String instance, byte[] message) {
        return store.node(instance, Call::nothing, Command.PUBLISH, store.keys().control(instance), message);
    }

    private interface Numbered {
        byte[] message(long number);
    }

    private CompletionStage<Boolean> expect(Numbered message, String instance) {
        long number = numbers.incrementAndGet();
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        asked.put(number, answer);
        Timers.Timer end = timers.after(PATIENCE, () -> answer.complete(false));
        answer.whenComplete((done, failure) -> {
            asked.remove(number);
            end.cancel();
        });
        tell(instance, message.message(number)).whenComplete((told, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(Call.unavailable());
            }
        });
        return answer;
    }
}
