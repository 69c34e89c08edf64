package org.herald.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.protocol.Command;
import org.herald.protocol.Request;

/**
 * Hands each command to the handler it is for. What a handler returns completes when the connection's next command may
 * begin; the reply may come later.
 */
final class Conversation implements Command.Handler<Exchange, CompletionStage<?>> {

    /** For handlers whose effect on later commands is there when they return. */
    static final CompletionStage<?> SETTLED = CompletableFuture.completedFuture(null);

    private final RoomHandlers rooms;
    private final MessageHandlers messages;
    private final LiveHandlers live;
    private final TokenHandlers tokens;

    Conversation(RoomHandlers rooms, MessageHandlers messages, LiveHandlers live, TokenHandlers tokens) {
        this.rooms = rooms;
        this.messages = messages;
        this.live = live;
        this.tokens = tokens;
    }

    /** Carries out a request, or refuses it. Never fails. */
    CompletionStage<?> begin(ClientSession session, Request request) {
        Exchange exchange = new Exchange(session, request);
        return session.guard()
                .admit(request, session.identity().user())
                .<CompletionStage<?>>thenApply(command -> command.handOver(this, exchange))
                .exceptionally(failure -> {
                    exchange.fail(failure);
                    countLimit(session, request.kind(), failure);
                    session.guard().verdict().ifPresent(code -> session.end(code, "too many refusals in a row"));
                    return SETTLED;
                })
                .thenCompose(settled -> settled.thenApply(done -> null));
    }

    private static void countLimit(ClientSession session, Command.Kind kind, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Refused refused && refused.code() == ErrorCode.RATE_LIMITED) {
            session.listener().limitHit(Rates.limit(kind));
        }
    }

    @Override
    public CompletionStage<?> on(Command.Join command, Exchange exchange) {
        return rooms.join(command, exchange);
    }

    @Override
    public CompletionStage<?> on(Command.Leave command, Exchange exchange) {
        return rooms.leave(command, exchange);
    }

    @Override
    public CompletionStage<?> on(Command.ListMembers command, Exchange exchange) {
        return rooms.members(command, exchange);
    }

    @Override
    public CompletionStage<?> on(Command.ListRooms command, Exchange exchange) {
        return rooms.list(exchange);
    }

    @Override
    public CompletionStage<?> on(Command.ReadHistory command, Exchange exchange) {
        return rooms.history(command, exchange);
    }

    @Override
    public CompletionStage<?> on(Command.SendMessage command, Exchange exchange) {
        return messages.send(command, exchange);
    }

    @Override
    public CompletionStage<?> on(Command.EditMessage command, Exchange exchange) {
        return messages.edit(command, exchange);
    }

    @Override
    public CompletionStage<?> on(Command.DeleteMessage command, Exchange exchange) {
        return messages.delete(command, exchange);
    }

    @Override
    public CompletionStage<?> on(Command.MarkRead command, Exchange exchange) {
        return messages.read(command, exchange);
    }

    @Override
    public CompletionStage<?> on(Command.SendDirect command, Exchange exchange) {
        return messages.direct(command, exchange);
    }

    @Override
    public CompletionStage<?> on(Command.Typing command, Exchange exchange) {
        return live.typing(command, exchange);
    }

    @Override
    public CompletionStage<?> on(Command.SetStatus command, Exchange exchange) {
        return live.status(command, exchange);
    }

    @Override
    public CompletionStage<?> on(Command.SendSignal command, Exchange exchange) {
        return live.signal(command, exchange);
    }

    @Override
    public CompletionStage<?> on(Command.Emit command, Exchange exchange) {
        return live.emit(command, exchange);
    }

    @Override
    public CompletionStage<?> on(Command.Ping command, Exchange exchange) {
        return live.ping(exchange);
    }

    @Override
    public CompletionStage<?> on(Command.RefreshToken command, Exchange exchange) {
        return tokens.refresh(command, exchange);
    }

    @Override
    public CompletionStage<?> on(Command.Authenticate command, Exchange exchange) {
        throw Refused.because(ErrorCode.CONFLICT, "this connection is authenticated; auth.refresh renews the token");
    }
}
