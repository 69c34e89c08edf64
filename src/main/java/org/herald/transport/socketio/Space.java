package org.herald.transport.socketio;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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

    private static final Logger LOG = System.getLogger(Space.class.getName());

    private static final String FAULT = "something went wrong on the server";

    private final SocketIoConnection connection;
    private final EngineSession engine;
    private final String namespace;
    private final AtomicReference<State> state = new AtomicReference<>(State.CONNECTING);
    private final CompletableFuture<Member> member = new CompletableFuture<>();
    private final Early early = new Early();
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
     * @return false: there is no member; the client has gone meanwhile, or the opening has failed
     */
    public boolean accept(String sid, Supplier<Member> opening) {
        settled.complete(null);
        if (!state.compareAndSet(State.CONNECTING, State.CONNECTED)) {
            return false;
        }
        connection.accepted();
        send(SocketIoPacket.welcome(namespace, sid));
        try {
            member.complete(opening.get());
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "a connection could not be opened", fault);
            member.completeExceptionally(fault);
            close(CloseCode.SERVER_FAULT, FAULT);
            return false;
        }
        hearEarly();
        return true;
    }

    private void hearEarly() {
        try {
            for (Early.Event event = early.next(); event != null; event = early.next()) {
                if (isConnected()) {
                    member.join().event(event.packet(), event.attachments()); // it is there
                }
            }
        } catch (BrokenPacket broken) {
            engine.end(CloseCode.POLICY, broken.getMessage());
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "an event could not be heard", fault);
            engine.end(CloseCode.SERVER_FAULT, FAULT);
        }
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

    /** Never waits. What comes for a namespace that was ended a moment ago is of no interest. */
    void event(SocketIoPacket packet, List<byte[]> attachments) {
        State now = state.get();
        if (now == State.CONNECTING) {
            throw new BrokenPacket("the namespace is not connected yet");
        }
        if (now == State.CONNECTED && !early.keep(new Early.Event(packet, attachments))) {
            member.join().event(packet, attachments); // it is there, since nothing is early
        }
    }

    void alive() {
        if (member.isDone() && !member.isCompletedExceptionally()) {
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
