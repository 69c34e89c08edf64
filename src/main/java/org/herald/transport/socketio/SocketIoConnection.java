package org.herald.transport.socketio;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.hub.Timers;
import org.herald.protocol.BrokenPacket;
import org.herald.protocol.SocketIoPacket;
import org.herald.protocol.SocketIoReader;
import org.herald.transport.engineio.EngineListener;
import org.herald.transport.engineio.EngineSession;

/** What one client says, packet by packet, and the namespaces that it is connected to. */
public final class SocketIoConnection implements EngineListener {

    /** Bytes of a message of one who is not connected to anything: a token, and what is around it. */
    private static final int STRANGER = 32_768;

    /** So often a client may be refused before the connection ends. */
    private static final int MAX_REFUSALS = 5;

    private final Rules rules;
    private final Timers timers;
    private final Namespaces namespaces;
    private final Spaces spaces = new Spaces();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Assembly assembly;

    /** Set once, before everything else comes. */
    private volatile EngineSession engine;

    private volatile boolean known;

    /** Runs until the client has to be connected to something; null before the first. */
    private final AtomicReference<Timers.Timer> watch = new AtomicReference<>();

    /**
     * What holds for all connections.
     *
     * @param connectTimeout how long a client may be connected to no namespace
     * @param maxMessage bytes of one packet with its attachments
     * @param maxDepth how deep JSON may be nested
     */
    public record Rules(Duration connectTimeout, int maxMessage, int maxDepth) {}

    public SocketIoConnection(Rules rules, Timers timers, Namespaces namespaces) {
        this.rules = rules;
        this.timers = timers;
        this.namespaces = namespaces;
        this.assembly = new Assembly(rules.maxMessage());
    }

    @Override
    public void opened(EngineSession session) {
        engine = session;
        watch();
    }

    @Override
    public int limit() {
        return known ? Integer.MAX_VALUE : STRANGER;
    }

    @Override
    public void text(String message) {
        if (assembly.isWaiting()) {
            throw new BrokenPacket("an attachment was to come");
        }
        SocketIoPacket packet = SocketIoReader.read(message, rules.maxDepth());
        switch (packet.type()) {
            case CONNECT -> connect(packet);
            case DISCONNECT -> disconnect(packet);
            case EVENT -> event(packet, List.of());
            case BINARY_EVENT, BINARY_ACK -> {
                assembly.begin(packet, Frame.utf8Length(message));
                assembled();
            }
            default -> requireKnown(); // nobody here asks for acknowledgements
        }
    }

    @Override
    public void binary(byte[] message) {
        assembly.add(message);
        assembled();
    }

    @Override
    public void alive() {
        spaces.alive();
    }

    @Override
    public void closed(int code, String reason) {
        spaces.clear().forEach(space -> space.closed(code, reason));
        namespaces.left();
        calledOff(watch.getAndSet(null));
    }

    void accepted() {
        known = true;
    }

    /** It is none of the client's any more. Before the client is told: it may come back at once. */
    void remove(Space space) {
        spaces.remove(space);
    }

    /** The client was told no. */
    void refused() {
        if (refusals.incrementAndGet() >= MAX_REFUSALS) {
            engine.close(CloseCode.UNAUTHORIZED, "refused too often");
        }
    }

    /** The client was told that a namespace was ended from this side. */
    void left(CloseCode code, String reason) {
        if (code.comeBack() || spaces.isEmpty()) {
            engine.close(code, reason);
        }
    }

    /** Whether the connection goes on without that namespace. */
    boolean isOpenFor(Space space) {
        return !spaces.isEmpty() && spaces.get(space.namespace()) != space;
    }

    private void connect(SocketIoPacket packet) {
        Space space = new Space(this, engine, packet.namespace());
        spaces.add(space);
        namespaces.connect(packet, space);
    }

    private void disconnect(SocketIoPacket packet) {
        requireKnown();
        Space space = spaces.get(packet.namespace());
        if (space != null) {
            spaces.remove(space);
            space.closed(CloseCode.NORMAL.code(), "the client has left");
            watch();
        }
    }

    /** What comes for a namespace that was ended a moment ago is of no interest. */
    private void event(SocketIoPacket packet, List<byte[]> attachments) {
        requireKnown();
        Space space = spaces.get(packet.namespace());
        if (space != null) {
            space.event(packet, attachments);
        }
    }

    private void assembled() {
        if (assembly.isComplete()) {
            SocketIoPacket packet = assembly.packet();
            List<byte[]> attachments = assembly.take();
            if (packet.type() == SocketIoPacket.Type.BINARY_EVENT) {
                event(packet, attachments);
            }
        }
    }

    private void requireKnown() {
        if (!known) {
            throw new BrokenPacket("the first packet has to be CONNECT");
        }
    }

    /** Ends the connection unless it is used soon. */
    private void watch() {
        if (spaces.isUnused()) {
            calledOff(watch.getAndSet(timers.after(rules.connectTimeout(), this::requireUse)));
        }
    }

    private static void calledOff(Timers.Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void requireUse() {
        if (spaces.isUnused()) {
            engine.close(CloseCode.POLICY, "no namespace was connected in time");
        }
    }
}
