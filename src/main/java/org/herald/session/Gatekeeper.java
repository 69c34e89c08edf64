package org.herald.session;

import static org.herald.session.Refusal.FORBIDDEN_ORIGIN;
import static org.herald.session.Refusal.TOO_MANY_CONNECTIONS;
import static org.herald.session.Refusal.UNAVAILABLE;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.herald.audit.Audit;
import org.herald.auth.BadRequest;
import org.herald.auth.OriginPolicy;
import org.herald.auth.Query;
import org.herald.auth.RemoteClient;
import org.herald.auth.Subprotocols;
import org.herald.auth.TrustedProxies;
import org.herald.hub.ConnectionId;
import org.herald.hub.HubListener;
import org.herald.hub.Identity;
import org.herald.hub.Limit;
import org.herald.hub.Refused;
import org.herald.hub.Timers;

/**
 * Decides who may open a connection, before the upgrade (protocol section 1). Safe for use by any thread.
 */
public final class Gatekeeper {

    /** How long a ticket waits for its connection: a client may vanish during the upgrade. */
    private static final Duration UNCLAIMED = Duration.ofSeconds(10);

    private static final long QUOTA_WAIT_SECONDS = 5;
    private static final int ID_BYTES = 12;

    private final Map<String, Ticket> pending = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final TrustedProxies proxies;
    private final OriginPolicy origins;
    private final Credentials credentials;
    private final Capacity capacity;
    private final Set<String> subprotocols;
    private final Timers timers;
    private final HubListener listener;
    private final Trail trail;
    private final Kicks kicks;
    private volatile boolean closed;
    private volatile boolean draining;

    /** @param subprotocols the names of the wire formats that are spoken here */
    public Gatekeeper(
            TrustedProxies proxies,
            OriginPolicy origins,
            Credentials credentials,
            Capacity capacity,
            Set<String> subprotocols,
            Timers timers,
            HubListener listener,
            Audit audit) {
        this.proxies = proxies;
        this.origins = origins;
        this.credentials = credentials;
        this.capacity = capacity;
        this.subprotocols = subprotocols;
        this.timers = timers;
        this.listener = listener;
        this.trail = new Trail(audit);
        this.kicks = new Kicks(timers);
    }

    /**
     * Lets somebody in. May wait for a moment for keys or for the store that counts connections.
     *
     * @throws HandshakeRefused otherwise
     */
    public Admitted admit(Knock knock) {
        RemoteClient client = proxies.behind(knock.peer(), knock.scheme(), knock.host(), knock.request());
        requireRate(client);
        try {
            return check(knock, client);
        } catch (BadRequest | Refused | HandshakeRefused refused) {
            throw logged("websocket", client.addressText(), HandshakeRefused.of(refused));
        }
    }

    /** The ticket of a connection that has opened; empty when there is none, or it was claimed. */
    public Optional<Ticket> claim(String connection) {
        return Optional.ofNullable(pending.remove(connection));
    }

    /** From here on nobody is let in, whatever {@link #drain} says. */
    void close() {
        closed = true;
    }

    /** @param now whether nobody is let in, until this is called again */
    void drain(boolean now) {
        draining = now;
    }

    /** Whether nobody is let in until {@link #drain} is called again. */
    boolean isDraining() {
        return draining;
    }

    /** Whether nobody will be let in any more. */
    boolean isClosed() {
        return closed;
    }

    /** Who was kicked, for tickets that wait. */
    Kicks kicks() {
        return kicks;
    }

    /** Whether it lets anybody in. */
    public boolean isOpen() {
        return !closed && !draining;
    }

    /** Forgets addresses that have not tried for long. */
    void sweep() {
        capacity.attempts().sweep();
    }

    /** Gives a stranger's ticket the name that came in the first message; fails as {@link #admit} does. */
    CompletionStage<Ticket> identified(Ticket stranger, Identity identity) {
        return identified(stranger, identity, stranger.arrival());
    }

    /** As {@link #identified(Ticket, Identity)}, for one who begins elsewhere than thought. */
    CompletionStage<Ticket> identified(Ticket stranger, Identity identity, Arrival arrival) {
        long before = kicks.count();
        return capacity.acquire(identity.user(), stranger.id()).thenApply(acquired -> {
            if (!acquired) {
                listener.limitHit(Limit.CONNECTIONS_PER_USER);
                throw tooMany();
            }
            return new Ticket(stranger.id(), identity, stranger.address(), arrival, before, () -> {
                capacity.quota().release(identity.user(), stranger.id());
                stranger.release();
            });
        });
    }

    /** Without a line in any log: whoever tries too often would fill them. */
    private void requireRate(RemoteClient client) {
        Duration wait = capacity.attempts().tryTake(client.address());
        if (!wait.isZero()) {
            listener.limitHit(Limit.HANDSHAKES);
            listener.handshakeRefused(TOO_MANY_CONNECTIONS.code());
            throw new HandshakeRefused(TOO_MANY_CONNECTIONS, "this address tries too often", wait);
        }
    }

    private Admitted check(Knock knock, RemoteClient client) {
        UpgradeRules.require(knock);
        Subprotocols.parse(knock.request().headers(Subprotocols.HEADER)).choose(subprotocols);
        Arrival arrival = arrival(Query.parse(knock.request().rawQuery()));
        if (!origins.allows(knock.origin(), client.scheme(), client.host())) {
            throw new HandshakeRefused(FORBIDDEN_ORIGIN, "pages of this origin may not connect", null);
        }
        return holdPlace(knock, client, arrival);
    }

    /**
     * A place for somebody known who comes by plain HTTP. May wait for the store that counts connections.
     *
     * @throws HandshakeRefused when there is none
     */
    Ticket hold(Caller caller, Arrival arrival) {
        try {
            Ticket place = place(caller.address(), arrival);
            try {
                return quick(identified(place, caller.identity()));
            } catch (RuntimeException e) {
                place.release();
                throw e;
            }
        } catch (Refused | HandshakeRefused refused) {
            throw logged("http", caller.address(), HandshakeRefused.of(refused));
        }
    }

    private Admitted holdPlace(Knock knock, RemoteClient client, Arrival arrival) {
        Ticket place = place(client.addressText(), arrival);
        try {
            Optional<Credentials.Known> known = credentials.identify(knock);
            Ticket ticket =
                    known.isPresent() ? quick(identified(place, known.get().identity())) : place;
            String id = ticket.id().value();
            pending.put(id, ticket);
            timers.after(UNCLAIMED, () -> claim(id).ifPresent(Ticket::release));
            return new Admitted(ticket, known.map(Credentials.Known::principal).orElse(null));
        } catch (RuntimeException e) {
            place.release();
            throw e;
        }
    }

    /**
     * A place for somebody who will say later who it is. Nothing is logged.
     *
     * @throws HandshakeRefused when there is none
     */
    Ticket place(String address, Arrival arrival) {
        if (!isOpen()) {
            throw new HandshakeRefused(UNAVAILABLE, "this node is being stopped", HandshakeRefused.LATER);
        }
        if (!capacity.node().tryAcquire()) {
            listener.limitHit(Limit.CONNECTIONS);
            throw new HandshakeRefused(UNAVAILABLE, "this node is full", HandshakeRefused.LATER);
        }
        ConnectionId id = new ConnectionId("c-" + HexFormat.of().formatHex(randomBytes()));
        return new Ticket(
                id, null, address, arrival, kicks.count(), () -> capacity.node().release());
    }

    /** Waits for an answer that comes at once as a rule. */
    private static Ticket quick(CompletionStage<Ticket> ticket) {
        try {
            return ticket.toCompletableFuture().get(QUOTA_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ticket.thenAccept(Ticket::release);
            throw noAnswer();
        } catch (TimeoutException e) {
            ticket.thenAccept(Ticket::release);
            throw noAnswer();
        }
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Arrival arrival(Query query) {
        Optional<String> join = query.one("join");
        if (join.isPresent() && !join.get().equals("none")) {
            throw new BadRequest("join has to be none, or not there");
        }
        return join.isPresent() ? Arrival.ALONE : Arrival.USUAL;
    }

    HandshakeRefused logged(String door, String address, HandshakeRefused refused) {
        listener.handshakeRefused(refused.refusal().code());
        Journal.handshakeRefused(address, refused.refusal().code(), refused.getMessage());
        trail.refused(door, address, refused.refusal(), refused.getMessage());
        return refused;
    }

    private static HandshakeRefused tooMany() {
        return new HandshakeRefused(
                TOO_MANY_CONNECTIONS, "the user has too many connections already", HandshakeRefused.LATER);
    }

    private static HandshakeRefused noAnswer() {
        return new HandshakeRefused(UNAVAILABLE, "connections cannot be counted now", HandshakeRefused.LATER);
    }
}
