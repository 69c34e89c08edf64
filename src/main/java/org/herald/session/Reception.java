package org.herald.session;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.herald.audit.Audit;
import org.herald.auth.BadRequest;
import org.herald.auth.OriginPolicy;
import org.herald.auth.RemoteClient;
import org.herald.auth.TrustedProxies;
import org.herald.hub.HubListener;
import org.herald.hub.Limit;
import org.herald.hub.Refused;
import org.herald.limits.HandshakeRates;

/**
 * Finds out who makes a request over plain HTTP, by the same tokens, logins, origins and revocations as a handshake.
 *
 * <p><b>Foreign pages.</b> A page whose {@code Origin} is neither our own nor on the list is refused, whatever it brings.
 * Browsers also send requests that have no {@code Origin}, with the cookies and logins that they have for us, on behalf of
 * any page that holds a form or an image (cross-site request forgery). So what comes along by itself, a cookie or a login
 * of the container, counts for a request that changes something only beside an {@code Origin}; browsers send one with
 * every such request of a script. For other requests it counts without, unless the browser says that another site asks
 * ({@code Sec-Fetch-Site}, Fetch Metadata). A token in a header or in the query is put there by whoever knows it, and needs
 * no {@code Origin}.
 *
 * <p><b>Attempts.</b> A refused request counts as an attempt of its address, as handshakes do, and is told to come later
 * when there were too many; one that brings a good token is neither counted nor held up, for behind one address there may
 * be many people.
 *
 * <p>Safe for use by any thread.
 */
public final class Reception {

    /** Methods that change nothing (RFC 9110 section 9.2.1). */
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final TrustedProxies proxies;
    private final OriginPolicy origins;
    private final Credentials credentials;
    private final HandshakeRates attempts;
    private final HubListener listener;
    private final Trail trail;

    /** @param attempts shared with the handshakes */
    public Reception(
            TrustedProxies proxies,
            OriginPolicy origins,
            Credentials credentials,
            HandshakeRates attempts,
            HubListener listener,
            Audit audit) {
        this.proxies = proxies;
        this.origins = origins;
        this.credentials = credentials;
        this.attempts = attempts;
        this.listener = listener;
        this.trail = new Trail(audit);
    }

    /**
     * Lets those go on whom no page makes ask, or one that may.
     *
     * @throws HandshakeRefused for others
     */
    public void requirePage(Knock knock) {
        RemoteClient client = client(knock);
        if (!allowsPage(knock, client)) {
            throw counted(client, foreignPage());
        }
    }

    /**
     * Who makes the request. May wait for a moment for keys.
     *
     * @throws HandshakeRefused when that is nobody who may
     */
    public Caller receive(Knock knock) {
        return receive(knock, client(knock));
    }

    /**
     * Who wants to stay. Each attempt of an address counts, as it does for a handshake.
     *
     * @throws HandshakeRefused when that is nobody who may, or who tries too often
     */
    Caller receiveToStay(Knock knock) {
        RemoteClient client = client(knock);
        count(client);
        return receive(knock, client);
    }

    /**
     * Who wants to stay and may say later who it is: what the request itself says of that is found out, and only kept. Each
     * attempt of an address counts.
     *
     * @param upgrade whether the request has to be one for a WebSocket
     * @throws HandshakeRefused for a page that may not ask, and for who tries too often
     */
    Newcomer receiveNewcomer(Knock knock, boolean upgrade) {
        RemoteClient client = client(knock);
        count(client);
        try {
            if (upgrade) {
                UpgradeRules.require(knock);
            }
            if (!allowsPage(knock, client)) {
                throw new HandshakeRefused(Refusal.FORBIDDEN_ORIGIN, "pages of this origin may not connect", null);
            }
        } catch (BadRequest | HandshakeRefused refused) {
            throw noted(client, HandshakeRefused.of(refused));
        }
        return newcomer(knock, client);
    }

    private Newcomer newcomer(Knock knock, RemoteClient client) {
        try {
            Credentials.Known known = credentials.identifyCaller(knock, ambientCounts(knock));
            return new Newcomer(client, known.identity(), null);
        } catch (BadRequest | Refused | HandshakeRefused refused) {
            return new Newcomer(client, null, HandshakeRefused.of(refused));
        }
    }

    /**
     * A newcomer wants one more connection: that counts as another attempt.
     *
     * @throws HandshakeRefused when there were too many
     */
    void count(Newcomer newcomer) {
        count(newcomer.client());
    }

    /** As {@link #count(Newcomer)}, for whoever makes a request. */
    void count(Knock knock) {
        count(client(knock));
    }

    private void count(RemoteClient client) {
        Duration wait = attempts.tryTake(client.address());
        if (!wait.isZero()) {
            throw tooOften(wait);
        }
    }

    /** A newcomer could not say who it is: that counts as another attempt. */
    HandshakeRefused refused(Newcomer newcomer, HandshakeRefused refused) {
        return counted(newcomer.client(), refused);
    }

    private Caller receive(Knock knock, RemoteClient client) {
        try {
            if (!allowsPage(knock, client)) {
                throw foreignPage();
            }
            Credentials.Known known = credentials.identifyCaller(knock, ambientCounts(knock));
            return new Caller(known.identity(), known.principal(), client.addressText());
        } catch (BadRequest | Refused | HandshakeRefused refused) {
            throw counted(client, HandshakeRefused.of(refused));
        }
    }

    private RemoteClient client(Knock knock) {
        return proxies.behind(knock.peer(), knock.scheme(), knock.host(), knock.request());
    }

    private boolean allowsPage(Knock knock, RemoteClient client) {
        return origins.allows(knock.origin(), client.scheme(), client.host());
    }

    /** The origin, where there is one, is allowed. */
    private static boolean ambientCounts(Knock knock) {
        if (knock.origin() != null) {
            return true;
        }
        List<String> site = knock.request().headers("Sec-Fetch-Site");
        return SAFE.contains(knock.method()) && OWN_SITE.containsAll(site);
    }

    private static HandshakeRefused foreignPage() {
        return new HandshakeRefused(Refusal.FORBIDDEN_ORIGIN, "pages of this origin may not ask", null);
    }

    private HandshakeRefused counted(RemoteClient client, HandshakeRefused refused) {
        Duration wait = refused.refusal() == Refusal.UNAVAILABLE ? Duration.ZERO : attempts.tryTake(client.address());
        if (!wait.isZero()) {
            return tooOften(wait);
        }
        return noted(client, refused);
    }

    HandshakeRefused noted(RemoteClient client, HandshakeRefused refused) {
        listener.handshakeRefused(refused.refusal().code());
        Journal.handshakeRefused(client.addressText(), refused.refusal().code(), refused.getMessage());
        trail.refused("http", client.addressText(), refused.refusal(), refused.getMessage());
        return refused;
    }

    private HandshakeRefused tooOften(Duration wait) {
        listener.limitHit(Limit.HANDSHAKES);
        listener.handshakeRefused(Refusal.TOO_MANY_CONNECTIONS.code());
        return new HandshakeRefused(Refusal.TOO_MANY_CONNECTIONS, "this address tries too often", wait);
    }
}
