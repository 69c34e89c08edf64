package org.herald.transport.socketio;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.protocol.BrokenPacket;
import org.herald.protocol.SocketIoPacket;
import org.herald.protocol.SocketIoPacket.Type;
import org.herald.session.Socket;
import org.herald.transport.engineio.EngineSession;

/** One namespace that a client is connected to, or wants to be. Safe for use by any thread. */
public final class Space implements Socket {

    private final SocketIoConnection connection;
    private final EngineSession engine;
    private final String namespace;
    private final AtomicReference<State> state = new AtomicReference<>(State.CONNECTING);
    private final CompletableFuture<Member> member = new CompletableFuture<>();
    private final CompletableFuture<Void> settled = new CompletableFuture<>();

    private enum State {
        CONNECTING,
        CONNECTED,
        CLOSED
    }

    Space(SocketIoConnection connection, EngineSession engine, String namespace) {
        this.connection = connection;
        this.engine = engine;
        this.namespace = namespace;
    }

    /**
     * Lets the client in.
     *
     * @param sid what the client is to call itself here
     * @param opening makes the member, when the client was told; whatever it writes comes after that
     * @return false: the client has gone meanwhile, and nothing was done
     */
    public boolean accept(String sid, Supplier<Member> opening) {
        settled.complete(null);
        if (!state.compareAndSet(State.CONNECTING, State.CONNECTED)) {
            return false;
        }
        connection.accepted();
        send(SocketIoPacket.welcome(namespace, sid));
        member.complete(opening.get());
        return true;
    }

    /** Does not let the client in. @param code for programs, or null */
    public void refuse(String message, String code) {
        settled.complete(null);
        if (state.compareAndSet(State.CONNECTING, State.CLOSED)) {
            connection.remove(this);
            send(SocketIoPacket.refusal(namespace, message, code));
            connection.refused();
        }
    }

    /** Writes a packet of our own. */
    public void send(SocketIoPacket packet) {
        engine.write(packet.frame());
    }

    /** Writes messages that belong together. */
    public void send(Frame frame) {
        engine.write(frame);
    }

    String namespace() {
        return namespace;
    }

    /** Completes when the client was let in or not, even if it has left before. */
    CompletionStage<Void> settled() {
        return settled;
    }

    boolean isConnected() {
        return state.get() == State.CONNECTED;
    }

    void event(SocketIoPacket packet, List<byte[]> attachments) {
        if (state.get() == State.CONNECTING) {
            throw new BrokenPacket("the namespace is not connected yet");
        }
        member.join().event(packet, attachments); // there, or about to be: the client was told just before
    }

    void alive() {
        if (member.isDone()) {
            member.join().alive();
        }
    }

    /** The client has left it, or gone. */
    void closed(int code, String reason) {
        if (state.getAndSet(State.CLOSED) == State.CONNECTED) {
            member.thenAccept(known -> known.closed(code, reason));
        }
    }

    @Override
    public int most() {
        return engine.most();
    }

    @Override
    public void write(List<Frame> frames, Consumer<Throwable> done) {
        engine.write(frames.stream().flatMap(frame -> frame.parts().stream()).toList(), done);
    }

    @Override
    public boolean runSoon(Runnable task) {
        return engine.runSoon(task);
    }

    /** Engine.IO asks by itself whether the client lives. */
    @Override
    public void ping(byte[] payload) {
        alive();
    }

    @Override
    public String transport() {
        return "socket.io";
    }

    /**
     * Tells why, and ends it. Clients come back by themselves when the connection below goes, and stay away when they are
     * told to leave: so what they should come back from ends the whole.
     */
    @Override
    public void close(CloseCode code, String reason) {
        if (state.getAndSet(State.CLOSED) != State.CONNECTED) {
            return;
        }
        connection.remove(this);
        send(SocketIoPacket.closed(namespace, code.code(), reason, code.comeBack()));
        if (!code.comeBack()) {
            send(SocketIoPacket.of(Type.DISCONNECT, namespace, null));
        }
        connection.left(code, reason);
    }

    /** The client may be told to leave one of several namespaces: those of the others are not to suffer for it. */
    @Override
    public void cutOff() {
        if (!connection.isOpenFor(this)) {
            engine.end(CloseCode.GOING_AWAY, "the client did not take its last words");
        }
    }

    @Override
    public CompletionStage<Void> ended() {
        return connection.isOpenFor(this) ? CompletableFuture.completedFuture(null) : engine.ended();
    }
}
