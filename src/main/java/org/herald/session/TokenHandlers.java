package org.herald.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.herald.auth.RoomPolicy;
import org.herald.hub.CloseCode;
import org.herald.hub.ErrorCode;
import org.herald.hub.Identity;
import org.herald.hub.Refused;
import org.herald.protocol.Ack;
import org.herald.protocol.Command;

/** Renews what a connection is allowed. */
final class TokenHandlers {

    private final Tokens tokens;
    private final RoomPolicy policy;
    private final Seating seating;
    private final Executor executor;
    private final Trail trail;

    /** @param executor for verifying, which may wait for keys from another server */
    TokenHandlers(Tokens tokens, RoomPolicy policy, Seating seating, Executor executor, Trail trail) {
        this.tokens = tokens;
        this.policy = policy;
        this.seating = seating;
        this.executor = executor;
        this.trail = trail;
    }

    CompletionStage<?> refresh(Command.RefreshToken command, Exchange exchange) {
        return CompletableFuture.supplyAsync(() -> tokens.verify(command.token()), executor)
                .thenAccept(verified -> replace(exchange.session(), verified.identity()))
                .whenComplete((replaced, failure) -> {
                    note(exchange.session(), failure);
                    exchange.settle(new Ack.Done(), failure);
                })
                .handle((answered, failure) -> null);
    }

    private void note(ClientSession session, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Refused refused && refused.code() == ErrorCode.UNAUTHORIZED) {
            trail.refreshRefused(session, refused.getMessage());
        }
    }

    private void replace(ClientSession session, Identity renewed) {
        if (!renewed.user().equals(session.identity().user())) {
            throw Refused.because(ErrorCode.UNAUTHORIZED, "the token is somebody else's");
        }
        session.renew(renewed);
        List<Seat> lost = session.seats().stream()
                .filter(seat -> !policy.mayJoin(renewed, seat.room()))
                .toList();
        lost.forEach(seat -> seating.putOut(seat, "the new token does not allow this room"));
        if (tokens.isRevoked(renewed)) { // since it was verified
            session.end(CloseCode.UNAUTHORIZED, Tokens.REVOKED);
        }
    }
}
