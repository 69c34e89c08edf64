package org.herald.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.herald.auth.BadRequest;
import org.herald.hub.ErrorCode;
import org.herald.hub.Identity;
import org.herald.hub.Refused;

/**
 * Somebody has come, holds a place, and may open connections with that or more of them. Safe for use by any thread.
 */
public final class Visit {

    private final Foyer foyer;
    private final Newcomer newcomer;

    private final AtomicBoolean entered = new AtomicBoolean();

    /** Null while a connection has it. */
    private final AtomicReference<Ticket> place;

    Visit(Foyer foyer, Newcomer newcomer, Ticket place) {
        this.foyer = foyer;
        this.newcomer = newcomer;
        this.place = new AtomicReference<>(place);
    }

    /**
     * The right to one connection. Each but the first is another attempt of the address, whatever comes of it.
     *
     * @param token who it is; null: who the request said
     * @param usual whether it begins in all rooms of the user, and not only in the user's own
     * @return fails with {@link HandshakeRefused}, as it is
     */
    public CompletionStage<Ticket> enter(String token, boolean usual) {
        boolean again = entered.getAndSet(true);
        if (again) {
            try {
                foyer.reception().count(newcomer);
            } catch (HandshakeRefused tooOften) {
                return CompletableFuture.failedFuture(tooOften);
            }
        }
        CompletableFuture<Ticket> entering = new CompletableFuture<>();
        CompletableFuture.supplyAsync(() -> identity(token), foyer.executor())
                .thenCompose(identity -> ticket(identity, usual))
                .whenComplete((ticket, failure) -> {
                    if (failure == null) {
                        entering.complete(ticket);
                    } else {
                        entering.completeExceptionally(refusal(failure, again));
                    }
                });
        return entering;
    }

    /** Gives the place back. Connections keep theirs. */
    public void leave() {
        Ticket held = place.getAndSet(null);
        if (held != null) {
            held.release();
        }
    }

    private Identity identity(String token) {
        if (token != null) {
            return foyer.tokens().verify(token).identity();
        }
        if (newcomer.refused() != null) {
            throw newcomer.refused();
        }
        if (foyer.tokens().isRevoked(newcomer.identity())) {
            throw Refused.because(ErrorCode.UNAUTHORIZED, Tokens.REVOKED);
        }
        if (foyer.hasExpired(newcomer.identity())) {
            throw Refused.because(ErrorCode.UNAUTHORIZED, "the token has expired");
        }
        return newcomer.identity();
    }

    private CompletionStage<Ticket> ticket(Identity identity, boolean usual) {
        Arrival arrival = usual ? Arrival.USUAL : Arrival.personal(identity.user());
        Ticket held = place.getAndSet(null);
        Ticket mine =
                held != null ? held : foyer.gatekeeper().place(newcomer.client().addressText(), arrival);
        return foyer.gatekeeper().identified(mine, identity, arrival).whenComplete((known, failure) -> {
            if (failure != null) {
                mine.release();
            }
        });
    }

    /** @param counted whether the attempt was counted before */
    private Throwable refusal(Throwable failure, boolean counted) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof HandshakeRefused || cause instanceof Refused || cause instanceof BadRequest) {
            HandshakeRefused refused = HandshakeRefused.of((RuntimeException) cause);
            return counted
                    ? foyer.reception().noted(newcomer.client(), refused)
                    : foyer.reception().refused(newcomer, refused);
        }
        Journal.fault("the authentication of a connection", cause);
        return new HandshakeRefused(Refusal.UNAVAILABLE, "something went wrong on the server", HandshakeRefused.LATER);
    }
}
