package org.herald.session;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.herald.broker.Broker;
import org.herald.broker.ConnectionQuery;
import org.herald.broker.ConnectionRow;
import org.herald.broker.ControlMessage;
import org.herald.broker.Excerpt;
import org.herald.broker.RoomQuery;
import org.herald.broker.RoomRow;
import org.herald.figures.NodeState;
import org.herald.hub.CloseCode;
import org.herald.hub.ConnectionId;
import org.herald.hub.Delivery;
import org.herald.hub.RoomName;
import org.herald.hub.VolatileEvent;
import org.herald.protocol.Codec;

/** The connections of this node, and all that makes a conversation of them. Safe for use by any thread. */
public final class Sessions {

    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final Register register = new Register();
    private final SessionParts parts;
    private final Partings partings;
    private final SessionContext context;
    private final Greeting greeting;
    private final Seating seating;
    private final Losses losses;
    private final Orders orders;
    private final Survey survey;
    private final Trail trail;
    private final Desk desk;

    public Sessions(SessionParts parts) {
        SessionSettings settings = parts.settings();
        Broker broker = parts.broker();
        this.parts = parts;
        this.partings = new Partings(parts.timers());
        this.seating = new Seating(broker, parts.rooms(), parts.policy());
        CatchUp catchUp = new CatchUp(broker.log(), settings.pageBytes());
        Joining joining = new Joining(broker, seating, catchUp, settings, parts.listener());
        this.losses = new Losses(parts.rooms(), broker.log(), catchUp, settings.pageBytes(), parts.timers());
        this.orders = new Orders(register, seating, parts);
        this.trail = new Trail(parts.audit());
        this.survey = new Survey(register, parts.rooms(), settings.node());
        this.greeting = new Greeting(broker, parts.policy(), joining, settings);
        Publishing publishing = new Publishing(broker, parts.policy(), parts.clock());
        Reading reading = new Reading(broker, parts.policy(), settings.pageBytes());
        this.desk = new Desk(publishing, reading, broker.control(), parts.rates(), parts.listener(), parts.executor());
        Conversation conversation = new Conversation(
                new RoomHandlers(broker, parts.policy(), seating, joining, reading),
                new MessageHandlers(broker, parts.policy(), publishing),
                new LiveHandlers(broker, parts.policy(), publishing, parts.timers(), parts.clock()),
                new TokenHandlers(parts.tokens(), parts.policy(), seating, parts.executor(), new Trail(parts.audit())));
        this.context = new SessionContext(
                settings,
                parts.rates(),
                conversation,
                this::over,
                parts.clock(),
                parts.ticker(),
                parts.timers(),
                partings,
                parts.listener(),
                parts.lanes());
    }

    /** Starts what goes on by itself. Called once. */
    public void start() {
        new Heartbeats(register.sessions(), parts.timers(), parts.ticker()).start();
        sweepLater();
    }

    /**
     * A connection has opened.
     *
     * @param ticket of its handshake; the session gives it back
     * @return where its messages go
     */
    public Line open(Ticket ticket, Codec codec, Socket socket) {
        Line line = new Line(parts.settings().maxMessageSize());
        if (ticket.identity() == null) {
            Stranger stranger = new Stranger(this, line, ticket, codec, socket, parts);
            register.add(stranger);
            line.connect(stranger);
            if (!parts.gatekeeper().isOpen()) {
                stranger.end(CloseCode.RESTART, Orders.GOODBYE);
            }
        } else {
            begin(ticket, codec, socket, line);
        }
        return line;
    }

    /**
     * An event for one connection, if that is here and in one of {@code rooms}.
     *
     * @return whether it was
     */
    public boolean deliver(VolatileEvent event, ConnectionId to, Set<RoomName> rooms) {
        Optional<ClientSession> found = register.find(to)
                .filter(session ->
                        rooms.stream().anyMatch(room -> session.seat(room).isPresent()));
        found.ifPresent(session -> session.deliver(new Delivery(event)));
        return found.isPresent();
    }

    /** Something of a room cannot be told any more: its members begin anew. Called in turn with the events of the room. */
    public void lost(RoomName room) {
        losses.lost(room);
    }

    /**
     * Does what an administrator orders. A revocation has to be among the {@link org.herald.broker.Revocations} already.
     *
     * @return how many connections of this node it concerns
     */
    public int obey(ControlMessage message) {
        return message.handOver(orders);
    }

    /** The connections of this node that are asked for, by their id. May take some milliseconds. */
    public Excerpt<ConnectionRow> connections(ConnectionQuery query) {
        return survey.connections(query);
    }

    /** The rooms with members on this node that are asked for, by their name. May take some milliseconds. */
    public Excerpt<RoomRow> rooms(RoomQuery query) {
        return survey.rooms(query);
    }

    /** Whether nobody is let in. */
    public boolean isDraining() {
        return !parts.gatekeeper().isOpen();
    }

    /** Messages that came in since the start. */
    public long messagesIn() {
        return register.received();
    }

    /** Messages that went out since the start. */
    public long messagesOut() {
        return register.sent();
    }

    /** How many rooms have members here. */
    public int rooms() {
        return parts.rooms().size();
    }

    /** For those who ask without a connection. */
    public Desk desk() {
        return desk;
    }

    /** How many connections are open. */
    public int size() {
        return register.size();
    }

    /** What waits in the outboxes of all connections now. */
    public NodeState.Waiting waiting() {
        long frames = 0;
        long bytes = 0;
        long fullest = 0;
        for (ClientSession session : register.sessions()) {
            Outbox.Held held = session.outbox().held();
            frames += held.frames();
            bytes += held.bytes();
            fullest = Math.max(fullest, held.bytes());
        }
        return new NodeState.Waiting(frames, bytes, fullest);
    }

    /**
     * Lets nobody in for good, tells every client to come back later, each at another time, and ends its connection as a
     * restart; who was let in just before is told on arrival.
     *
     * @return completes when all connections were told and closed; who does not take that goes when it is {@link #cutOff}
     */
    public CompletableFuture<Void> drain() {
        parts.gatekeeper().close();
        return sendAway();
    }

    /** Lets nobody in until {@link #resume}, and does what {@link #drain} does. */
    public CompletableFuture<Void> suspend() {
        parts.gatekeeper().drain(true);
        return sendAway();
    }

    /** Cuts off those who did not take their last words: for a node without time to wait for them. */
    public void cutOff() {
        partings.end();
    }

    private CompletableFuture<Void> sendAway() {
        return orders.sendAway(parts.settings().drainTime()).thenCompose(told -> partings.settled());
    }

    /** Lets clients in again. */
    public void resume() {
        orders.stay();
    }

    /** Ends a connection that no session has begun on. */
    public void refuse(Socket socket, CloseCode code, String reason) {
        socket.close(code, reason);
        partings.begin(socket);
    }

    /** A known user's session takes over {@code line}; the greeting is on its way. */
    ClientSession begin(Ticket ticket, Codec codec, Socket socket, Line line) {
        ClientSession session = new ClientSession(ticket, codec, socket, context);
        CompletableFuture<Void> greeted = new CompletableFuture<>();
        session.inTurn(() -> greeted);
        line.connect(session); // before the client can answer the greeting
        register.add(session);
        parts.listener().connectionOpened(socket.transport());
        Journal.opened(session);
        trail.opened(session);
        if (orders.turnsAway(session)) {
            greeted.complete(null);
            return session;
        }
        greeting.greet(session).whenComplete((done, fault) -> {
            if (fault != null) {
                Journal.fault("the greeting of connection " + session.id(), fault);
                session.end(CloseCode.SERVER_FAULT, "something went wrong on the server");
            }
            greeted.complete(null);
        });
        orders.applyTo(session);
        return session;
    }

    /** A stranger has said who it is, or has ended. */
    void forget(Stranger stranger) {
        register.remove(stranger);
    }

    private void over(ClientSession session, int code, String reason) {
        register.remove(session);
        Duration open =
                Duration.ofNanos(parts.ticker().getAsLong() - session.traffic().since());
        trail.closed(session, code, reason, open.toSeconds());
        session.seats().forEach(seat -> seating.leave(seat, parts.settings().presenceGrace()));
        session.ticket().release();
    }

    private void sweepLater() {
        parts.timers().after(SWEEP, () -> {
            parts.gatekeeper().sweep();
            parts.rates().sweep();
            sweepLater();
        });
    }
}
