package org.herald.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.herald.hub.CloseCode;
import org.herald.hub.ConnectionId;
import org.herald.hub.Delivery;
import org.herald.hub.ErrorCode;
import org.herald.hub.Frame;
import org.herald.hub.HubListener;
import org.herald.hub.Identity;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.Sender;
import org.herald.hub.VolatileEvent;
import org.herald.protocol.Codec;
import org.herald.protocol.Request;

/** One connection of a known user, from {@code connected} to its end. Safe for use by any thread. */
final class ClientSession implements Receiver {

    /** Commands that may wait for the one before them. */
    private static final int INBOX_CAPACITY = 1024;

    private final Ticket ticket;
    private final Codec codec;
    private final Outlet outlet;
    private final SessionContext context;
    private final Guard guard;
    private final Traffic traffic;
    private final Expiry expiry;
    private final Inbox inbox;
    private final Map<RoomName, Seat> seats = new ConcurrentHashMap<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Identity identity;

    /** @param ticket gives the user; the farewell gives it back */
    ClientSession(Ticket ticket, Codec codec, Socket socket, SessionContext context) {
        this.ticket = ticket;
        this.codec = codec;
        this.context = context;
        this.guard = context.rates().guard();
        this.inbox = new Inbox(INBOX_CAPACITY, context.settings().outbox().bytes());
        this.identity = ticket.identity();
        this.traffic = new Traffic(context.ticker().getAsLong(), context.clock().millis());
        this.outlet = new Outlet(
                socket,
                new Outbox(socket, context.settings().outbox(), context.outboxParts(ticket.id()), failure -> broken()),
                context.timers(),
                context.partings());
        this.expiry = new Expiry(
                this, context.timers(), context.clock(), context.settings().tokenLeeway());
    }

    ConnectionId id() {
        return ticket.id();
    }

    Ticket ticket() {
        return ticket;
    }

    String address() {
        return ticket.address();
    }

    Identity identity() {
        return identity;
    }

    /** The user's rights, and how long they last, are these from here on. */
    void renew(Identity renewed) {
        identity = renewed;
        expiry.watch();
    }

    Guard guard() {
        return guard;
    }

    Sender sender() {
        return new Sender(identity.user(), id());
    }

    Codec codec() {
        return codec;
    }

    Outbox outbox() {
        return outlet.outbox();
    }

    /** What it came by. */
    /** Whether it lasts no longer than one answer takes. */
    boolean isFleeting() {
        return outlet.isFleeting();
    }

    String transport() {
        return outlet.transport();
    }

    /** Completes when the outbox is half empty; never, when the session ends before that. */
    CompletionStage<Void> roomy() {
        CompletableFuture<Void> roomy = new CompletableFuture<>();
        if (!outbox().waitForRoom(() -> roomy.complete(null))) {
            roomy.complete(null);
        }
        return roomy;
    }

    Traffic traffic() {
        return traffic;
    }

    /**
     * Runs {@code step} after the commands before it, and the next when it has settled.
     *
     * @return false when too many are waiting, and this one will not run
     */
    boolean inTurn(Supplier<CompletionStage<?>> step) {
        return inbox.submit(0, step);
    }

    @Override
    public void text(String message) {
        request(Frame.utf8Length(message), codec.decode(message));
    }

    @Override
    public void binary(byte[] message) {
        request(message.length, codec.decode(message));
    }

    @Override
    public void request(int bytes, Request request) {
        traffic.countReceived();
        context.listener().received(bytes);
        guard.expect(request);
        if (!ended.get() && !inbox.submit(bytes, () -> begin(request))) {
            guard.forget(request);
            refuse(request.id(), Refused.because(ErrorCode.UNAVAILABLE, "too many requests wait for one before them"));
        }
    }

    /** When there is room for what is said to it: whoever asks faster than it listens waits for its own answers. */
    private CompletionStage<?> begin(Request request) {
        if (ended.get()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletionStage<Void> room = roomy();
        return room.toCompletableFuture().isDone()
                ? context.conversation().begin(this, request)
                : room.thenCompose(
                        free -> context.conversation().begin(this, request).thenApply(done -> null));
    }

    @Override
    public void heard() {
        traffic.heard(context.ticker().getAsLong());
    }

    @Override
    public void pong(byte[] payload) {
        if (payload.length == Long.BYTES) {
            long sentAt = ByteBuffer.wrap(payload).getLong();
            if (traffic.isAnswerTo(sentAt)) {
                Duration time = Duration.ofNanos(context.ticker().getAsLong() - sentAt);
                traffic.roundTrip(time);
                context.listener().roundTrip(time);
            }
        }
    }

    /** Sends an event that others get too; a volatile one is dropped when the receiver is too slow. */
    void deliver(Delivery delivery) {
        traffic.countSent();
        if (!outbox().offerShared(delivery.in(codec))) {
            overflow();
        }
    }

    /** Tells this connection alone. */
    void tell(VolatileEvent.Body body) {
        tell(null, body);
    }

    /** Tells this connection alone about a room. */
    void tell(RoomName room, VolatileEvent.Body body) {
        send(new Delivery(VolatileEvent.in(room, body)).in(codec));
    }

    /** Tells this connection alone, and runs {@code meanwhile} before it hears that. */
    void tell(VolatileEvent.Body body, Runnable meanwhile) {
        traffic.countSent();
        if (!outbox().offer(new Delivery(VolatileEvent.in(null, body)).in(codec), meanwhile)) {
            overflow();
        }
    }

    void send(Frame frame) {
        traffic.countSent();
        if (!outbox().offer(frame)) {
            overflow();
        }
    }

    private void overflow() {
        end(CloseCode.TOO_SLOW, "the outbound buffer overflowed");
    }

    /** @param id of the request, or null */
    void refuse(String id, Refused refused) {
        context.listener().refused(refused.code());
        send(codec.error(id, refused));
    }

    /** Is told what happens. */
    HubListener listener() {
        return context.listener();
    }

    /** The seat in a room that the client knows itself to be in. */
    Optional<Seat> seat(RoomName room) {
        return Optional.ofNullable(seats.get(room)).filter(Seat::isTaken);
    }

    /** @throws Refused {@code not_joined} */
    Seat requireSeat(RoomName room) {
        return seat(room).orElseThrow(() -> Refused.because(ErrorCode.NOT_JOINED, "join the room first"));
    }

    Collection<Seat> seats() {
        return seats.values();
    }

    /** Makes room for a seat; it is given up with the session. */
    Seat newSeat(RoomName room) {
        Seat seat = new Seat(this, room);
        seats.put(room, seat);
        if (ended.get()) {
            seat.leave();
        }
        return seat;
    }

    void remove(Seat seat) {
        seats.remove(seat.room(), seat);
    }

    /** In how many rooms it is, or about to be, beside its user's own. */
    long sharedRooms() {
        return seats.keySet().stream().filter(room -> !room.isPersonal()).count();
    }

    /** Completes when the connection was closed from this side and its socket is done with it, or had ended. */
    CompletableFuture<Void> gone() {
        return outlet.closed();
    }

    /** One look at the clock: pings, and ends what is silent or stuck. */
    void beat(long now) {
        SessionSettings settings = context.settings();
        if (now - traffic.lastHeard() > settings.heartbeatTimeout().toNanos()) {
            end(CloseCode.HEARTBEAT_TIMEOUT, "nothing was heard for " + settings.heartbeatTimeout());
        } else if (outbox().writingFor() > settings.outbox().writeTimeout().toNanos()) {
            end(
                    CloseCode.TOO_SLOW,
                    "a write took longer than " + settings.outbox().writeTimeout());
        } else if (traffic.pingDue(
                now, outlet.pingEvery(settings.heartbeatInterval()).toNanos())) {
            outlet.ping(now);
        }
    }

    @Override
    public void end(CloseCode code, String reason) {
        if (!finish(code.code(), reason, true)) {
            return;
        }
        if (code == CloseCode.TOO_SLOW || code == CloseCode.HEARTBEAT_TIMEOUT) {
            outlet.closeNow(code, reason);
        } else {
            outlet.closeAfterLastWords(code, reason);
        }
    }

    @Override
    public void closed(int code, String reason) {
        finish(code, reason, false);
        outlet.discard();
    }

    /** A write failed. The socket may not have noticed that it is of no use any more. */
    private void broken() {
        if (finish(Line.ABNORMAL, "a write failed", false)) {
            outlet.closeNow(CloseCode.SERVER_FAULT, "a write failed");
        }
    }

    private boolean finish(int code, String reason, boolean byServer) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        expiry.stop();
        context.farewell().over(this, code, reason);
        context.listener().outboxHighWater(outbox().highWater());
        context.listener().connectionClosed(outlet.transport(), code, byServer);
        Journal.closed(this, code, reason, Duration.ofNanos(context.ticker().getAsLong() - traffic.since()));
        return true;
    }
}
