package org.herald.session;

import java.time.Clock;
import java.util.concurrent.Executor;
import org.herald.auth.Namespaces;
import org.herald.hub.Identity;

/**
 * Lets those in who come first and say then who they are, perhaps more than once: a place is held for them meanwhile, and
 * nothing else. Safe for use by any thread.
 */
public final class Foyer {

    private final Reception reception;
    private final Gatekeeper gatekeeper;
    private final Tokens tokens;
    private final Namespaces namespaces;
    private final Executor executor;
    private final Clock clock;

    /** @param executor for what may wait on other servers */
    public Foyer(
            Reception reception,
            Gatekeeper gatekeeper,
            Tokens tokens,
            Namespaces namespaces,
            Executor executor,
            Clock clock) {
        this.reception = reception;
        this.gatekeeper = gatekeeper;
        this.tokens = tokens;
        this.namespaces = namespaces;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * Somebody comes. May wait for a moment for keys.
     *
     * @param upgrade whether the request has to be one for a WebSocket
     * @throws HandshakeRefused when nobody is let in, or not this one
     */
    public Visit arrive(Knock knock, boolean upgrade) {
        Newcomer newcomer = reception.receiveNewcomer(knock, upgrade);
        String address = newcomer.client().addressText();
        try {
            return new Visit(this, newcomer, gatekeeper.place(address, Arrival.USUAL));
        } catch (HandshakeRefused refused) {
            throw gatekeeper.logged("socket.io", address, refused);
        }
    }

    /**
     * Somebody who has come wants another connection below: that is another attempt of the address.
     *
     * @throws HandshakeRefused when there were too many
     */
    public void count(Knock knock) {
        reception.count(knock);
    }

    /** Whether there are rooms of that namespace. */
    public boolean hasNamespace(String name) {
        return namespaces.has(name);
    }

    Reception reception() {
        return reception;
    }

    Gatekeeper gatekeeper() {
        return gatekeeper;
    }

    /** Whether a token that was found good is good no more, because of its time. */
    boolean hasExpired(Identity identity) {
        return identity.expiresAt() != null && identity.expiresAt() <= clock.millis();
    }

    Tokens tokens() {
        return tokens;
    }

    Executor executor() {
        return executor;
    }
}
