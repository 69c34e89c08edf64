package org.herald.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.herald.hub.CloseCode;
import org.herald.hub.ErrorCode;
import org.herald.hub.Identity;
import org.herald.hub.Refused;
import org.herald.hub.Timers;
import org.herald.protocol.Ack;
import org.herald.protocol.Codec;
import org.herald.protocol.Command;
import org.herald.protocol.Request;

/**
 * A connection that has yet to say whose it is (protocol section 1, {@code first-message}): its first message is {@code
 * auth} with a good token, soon, or it ends with 4001.
 */
final class Stranger implements Receiver {

    /** How long there is for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Sessions sessions;
    private final Line line;
    private final Ticket ticket;
    private final Codec codec;
    private final Socket socket;
    private final SessionParts parts;
    private final Timers.Timer patience;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    /** What comes of it, if the token is good: hears what came here when it had taken over. */
    private final CompletableFuture<ClientSession> heir = new CompletableFuture<>();

    Stranger(Sessions sessions, Line line, Ticket ticket, Codec codec, Socket socket, SessionParts parts) {
        this.sessions = sessions;
        this.line = line;
        this.ticket = ticket;
        this.codec = codec;
        this.socket = socket;
        this.parts = parts;
        this.patience = parts.timers().after(PATIENCE, () -> refuse(CloseCode.UNAUTHORIZED, "no token came in time"));
    }

    @Override
    public void text(String message) {
        Request request = codec.decode(message);
        if (!asked.compareAndSet(false, true)) {
            end(CloseCode.UNAUTHORIZED, "nothing may be sent before the answer to auth");
            return;
        }
        CompletableFuture.completedFuture(request)
                .thenApplyAsync(this::identified, parts.executor())
                .thenCompose(identity -> parts.gatekeeper().identified(ticket, identity))
                .whenComplete((known, failure) -> {
                    if (failure == null) {
                        become(known, request);
                    } else {
                        CloseCode code = closing(failure);
                        refuse(code, code == CloseCode.UNAUTHORIZED ? "the token was refused" : "try again later");
                    }
                });
    }

    @Override
    public void binary(byte[] message) {
        end(CloseCode.UNAUTHORIZED, "the first message has to be auth");
    }

    /** A transport that reads requests itself knows whose they are. */
    @Override
    public void request(int bytes, Request request) {
        end(CloseCode.UNAUTHORIZED, "the first message has to be auth");
    }

    @Override
    public void heard() {
        // Only a token counts.
    }

    @Override
    public void pong(byte[] payload) {
        // Nobody pinged.
    }

    @Override
    public void end(CloseCode code, String reason) {
        refuse(code, reason);
        heir.thenAccept(session -> session.end(code, reason));
    }

    @Override
    public void closed(int code, String reason) {
        refuse(CloseCode.GOING_AWAY, "gone before auth");
        heir.thenAccept(session -> session.closed(code, reason));
    }

    private void refuse(CloseCode code, String reason) {
        if (over.compareAndSet(false, true)) {
            patience.cancel();
            sessions.forget(this);
            ticket.release();
            Refusal refusal = code == CloseCode.UNAUTHORIZED ? Refusal.UNAUTHORIZED : Refusal.UNAVAILABLE;
            parts.listener().handshakeRefused(refusal.code());
            Journal.handshakeRefused(ticket.address(), refusal.code(), reason);
            new Trail(parts.audit()).refused("first-message", ticket.address(), refusal, reason);
            sessions.refuse(socket, code, reason);
        }
    }

    private Identity identified(Request request) {
        if (request.command() instanceof Command.Authenticate authenticate) {
            return parts.tokens().verify(authenticate.token()).identity();
        }
        throw Refused.because(ErrorCode.UNAUTHORIZED, "the first message has to be auth");
    }

    private void become(Ticket known, Request request) {
        if (!over.compareAndSet(false, true)) {
            known.release();
            return;
        }
        patience.cancel();
        sessions.forget(this);
        ClientSession session = sessions.begin(known, codec, socket, line);
        heir.complete(session);
        session.inTurn(() -> {
            new Exchange(session, request).ack(new Ack.Done());
            return Conversation.SETTLED;
        });
    }

    private static CloseCode closing(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof HandshakeRefused
                || cause instanceof Refused away && away.code() == ErrorCode.UNAVAILABLE) {
            return CloseCode.TRY_LATER;
        }
        if (cause instanceof Refused) {
            return CloseCode.UNAUTHORIZED;
        }
        Journal.fault("the authentication of a connection", cause);
        return CloseCode.SERVER_FAULT;
    }
}
