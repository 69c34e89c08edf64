package org.herald.session;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.herald.broker.ControlMessage;
import org.herald.broker.ControlMessage.Announce;
import org.herald.broker.ControlMessage.CancelDrain;
import org.herald.broker.ControlMessage.Drain;
import org.herald.broker.ControlMessage.KickConnection;
import org.herald.broker.ControlMessage.KickFromRoom;
import org.herald.broker.ControlMessage.KickUser;
import org.herald.broker.ControlMessage.Revocation;
import org.herald.broker.ControlMessage.RevokeToken;
import org.herald.broker.ControlMessage.RevokeUser;
import org.herald.broker.ControlMessage.Watch;
import org.herald.hub.CloseCode;
import org.herald.hub.Delivery;
import org.herald.hub.Sender;
import org.herald.hub.VolatileEvent;

/**
 * What administrators order, done to the connections of this node. Every answer is how many it concerns. Safe for use by
 * any thread; nothing here blocks.
 */
final class Orders implements ControlMessage.Handler<Integer> {

    static final String GOODBYE = "the server restarts";

    private static final String KICKED = "kicked by an administrator";
    private static final String BUSY = "too many requests wait for one before them";

    private final Register register;
    private final Seating seating;
    private final SessionParts parts;
    private final Departures departures;

    Orders(Register register, Seating seating, SessionParts parts) {
        this.register = register;
        this.seating = seating;
        this.parts = parts;
        this.departures = new Departures(parts.timers(), parts.ticker());
    }

    @Override
    public Integer on(KickConnection order) {
        parts.gatekeeper().kicks().add(order.connection(), Objects.requireNonNullElse(order.reason(), KICKED));
        return end(register.find(order.connection()).stream().toList(), CloseCode.KICKED, order.reason(), KICKED);
    }

    @Override
    public Integer on(KickUser order) {
        parts.gatekeeper().kicks().add(order.user(), Objects.requireNonNullElse(order.reason(), KICKED));
        return end(register.of(order.user()), CloseCode.KICKED, order.reason(), KICKED);
    }

    /**
     * The membership ends at once, for the user may be away; and in turn with what each client asks for: it may be
     * joining the room.
     */
    @Override
    public Integer on(KickFromRoom order) {
        parts.broker().memberships().remove(order.user(), order.room());
        int there = 0;
        for (ClientSession session : register.of(order.user())) {
            there += session.seat(order.room()).isPresent() ? 1 : 0;
            inTurn(session, () -> putOut(session, order));
        }
        return there;
    }

    @Override
    public Integer on(RevokeToken order) {
        return endRevoked(order);
    }

    @Override
    public Integer on(RevokeUser order) {
        return endRevoked(order);
    }

    /** In turn, so that nothing comes before {@code connected}. */
    @Override
    public Integer on(Announce order) {
        Delivery delivery = new Delivery(new VolatileEvent(
                null, Sender.SERVER, parts.clock().millis(), new VolatileEvent.Announced(order.notification()), null));
        List<ClientSession> all = List.copyOf(register.sessions());
        all.forEach(session -> inTurn(session, () -> {
            session.deliver(delivery);
            return Conversation.SETTLED;
        }));
        return all.size();
    }

    @Override
    public Integer on(Drain order) {
        if (!isFor(order.node())) {
            return 0;
        }
        Duration time =
                Objects.requireNonNullElse(order.time(), parts.settings().drainTime());
        Runnable others = departures.begin(register, time);
        parts.gatekeeper().drain(true);
        int all = register.size();
        register.strangers().forEach(stranger -> stranger.end(CloseCode.RESTART, GOODBYE));
        parts.executor().execute(others);
        return all;
    }

    /** Concerns those who were about to go and stay now. */
    @Override
    public Integer on(CancelDrain order) {
        if (!isFor(order.node()) || !parts.gatekeeper().isDraining()) {
            return 0;
        }
        stay();
        return register.size();
    }

    @Override
    public Integer on(Watch order) {
        parts.audit().watch(order.time());
        return 0;
    }

    /** Lets clients in again; who is about to go stays. */
    void stay() {
        departures.cancel();
        parts.gatekeeper().drain(false);
    }

    /**
     * A session has been registered, and has heard nothing yet: ends it where that was ordered while it was on its way.
     *
     * @return whether it was
     */
    boolean turnsAway(ClientSession session) {
        Optional<String> kick = parts.gatekeeper().kicks().of(session.ticket());
        if (parts.tokens().isRevoked(session.identity())) {
            session.end(CloseCode.UNAUTHORIZED, Tokens.REVOKED);
        } else if (kick.isPresent()) {
            session.end(CloseCode.KICKED, kick.get());
        } else {
            return false;
        }
        return true;
    }

    /** A session is being greeted: sends it away where the node is on its way out. */
    void applyTo(ClientSession session) {
        if (parts.gatekeeper().isClosed() || parts.gatekeeper().isDraining() && !departures.take(session)) {
            sayGoodbye(session, parts.settings().drainTime());
        }
    }

    /**
     * Tells every client to come back later, each at another time within {@code spread}, and ends its connection at
     * once: the node has no time for more.
     *
     * @return completes when all were told and closed
     */
    CompletableFuture<Void> sendAway(Duration spread) {
        register.strangers().forEach(stranger -> stranger.end(CloseCode.RESTART, GOODBYE));
        return CompletableFuture.allOf(register.sessions().stream()
                .map(session -> {
                    sayGoodbye(session, spread);
                    return session.gone();
                })
                .toArray(CompletableFuture[]::new));
    }

    private CompletionStage<?> putOut(ClientSession session, KickFromRoom order) {
        parts.broker().memberships().remove(order.user(), order.room());
        return session.seat(order.room())
                .<CompletionStage<?>>map(seat -> seating.putOut(seat, order.reason()))
                .orElse(Conversation.SETTLED);
    }

    private static void sayGoodbye(ClientSession session, Duration spread) {
        long millis = Math.max(1, spread.toMillis());
        session.tell(new VolatileEvent.Draining(ThreadLocalRandom.current().nextLong(millis)));
        session.end(CloseCode.RESTART, GOODBYE);
    }

    private int endRevoked(Revocation order) {
        List<ClientSession> revoked = register.sessions().stream()
                .filter(session -> parts.tokens().isRevoked(session.identity()))
                .toList();
        return end(revoked, CloseCode.UNAUTHORIZED, order.reason(), Tokens.REVOKED);
    }

    private static int end(List<ClientSession> sessions, CloseCode code, String reason, String otherwise) {
        sessions.forEach(session -> session.end(code, Objects.requireNonNullElse(reason, otherwise)));
        return sessions.size();
    }

    private static void inTurn(ClientSession session, Supplier<CompletionStage<?>> step) {
        if (!session.inTurn(step)) {
            session.end(CloseCode.TRY_LATER, BUSY);
        }
    }

    private boolean isFor(String node) {
        return node == null || node.equals(parts.settings().node());
    }
}
