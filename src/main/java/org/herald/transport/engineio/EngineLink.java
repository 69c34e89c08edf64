package org.herald.transport.engineio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.protocol.BrokenPacket;
import org.herald.session.Socket;

/**
 * One WebSocket of a session: parts of messages go in, and become whole packets within the limits. The container calls it
 * from one thread at a time.
 */
public final class EngineLink {

    /** More parts than this no message has: empty ones would be free otherwise. */
    private static final int MAX_PARTS = 4096;

    private final EngineSession session;
    private final Socket socket;
    private final CompletableFuture<Void> said = new CompletableFuture<>();
    private StringBuilder text = new StringBuilder(0);
    private ByteArrayOutputStream binary = new ByteArrayOutputStream(0);
    private int size;
    private int parts;

    EngineLink(EngineSession session, Socket socket) {
        this.session = session;
        this.socket = socket;
    }

    Socket socket() {
        return socket;
    }

    /** It is open. */
    void opened() {
        if (!session.opened(this)) {
            close(CloseCode.POLICY, "the session has its WebSocket, or is over");
        }
    }

    /** A text message or a part of one. */
    public void text(String part, boolean last) {
        if (fits(Frame.utf8Length(part))) {
            text.append(part);
            if (last) {
                String whole = text.toString();
                forget();
                received(() -> session.received(this, Packet.read(whole)));
            }
        }
    }

    /** A binary message or a part of one; the buffer is read before this returns. */
    public void binary(ByteBuffer part, boolean last) {
        if (fits(part.remaining())) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            binary.writeBytes(bytes);
            if (last) {
                byte[] whole = binary.toByteArray();
                forget();
                received(() -> session.received(this, Packet.message(whole)));
            }
        }
    }

    /** Writes what is not the session's yet: once, while it is tried out. */
    void say(Frame packet) {
        socket.write(List.of(packet), failure -> said.complete(null));
    }

    /** It is not tried out: the session has it from the beginning. */
    void saidNothing() {
        said.complete(null);
    }

    /** Completes when that is written. */
    CompletionStage<Void> said() {
        return said;
    }

    void close(CloseCode code, String reason) {
        session.part(socket, code, reason);
    }

    /** A pong of WebSocket, for sockets that go by those. */
    public void pong(byte[] payload) {
        socket.pong(payload);
    }

    /** It has ended. */
    public void closed(int code, String reason) {
        session.closed(this, code, reason);
    }

    private void received(Runnable step) {
        try {
            step.run();
        } catch (BrokenPacket broken) {
            close(CloseCode.POLICY, broken.getMessage());
            session.closed(this, CloseCode.POLICY.code(), broken.getMessage());
        }
    }

    private boolean fits(int more) {
        size += more;
        parts++;
        if (size <= session.limit() && parts <= MAX_PARTS) {
            return true;
        }
        forget();
        close(CloseCode.TOO_LARGE, "a message is too large");
        session.closed(this, CloseCode.TOO_LARGE.code(), "a message is too large");
        return false;
    }

    private void forget() {
        size = 0;
        parts = 0;
        text = new StringBuilder(0);
        binary = new ByteArrayOutputStream(0);
    }
}
