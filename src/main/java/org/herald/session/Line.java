package org.herald.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.protocol.Request;

/**
 * A connection as its transport sees it: parts of messages go in, and become whole messages within the limits, on arrival
 * and not after. A transport calls it from one thread at a time.
 */
public final class Line {

    /** What RFC 6455 section 7.1.5 calls a connection that ended without a close frame. */
    public static final int ABNORMAL = 1006;

    /** More parts than this no message has: empty ones would be free otherwise. */
    private static final int MAX_PARTS = 4096;

    private final int maxSize;
    private volatile Receiver receiver;
    private StringBuilder text = new StringBuilder(0);
    private ByteArrayOutputStream binary = new ByteArrayOutputStream(0);
    private int size;
    private int parts;

    /** @param maxSize of a message, in bytes of payload */
    Line(int maxSize) {
        this.maxSize = maxSize;
    }

    /** From here on messages go to {@code receiver}. */
    void connect(Receiver receiver) {
        this.receiver = receiver;
    }

    /** A text message or a part of one. */
    public void text(String part, boolean last) {
        guarded(() -> take(part, last));
    }

    /** A binary message or a part of one; the buffer is read before this returns. */
    public void binary(ByteBuffer part, boolean last) {
        guarded(() -> take(part, last));
    }

    /**
     * A request that the transport has read itself.
     *
     * @param bytes that it has
     * @param request makes it, unless that is too much
     */
    public void request(int bytes, Supplier<Request> request) {
        guarded(() -> {
            receiver.heard();
            if (fits(bytes)) {
                finish();
                receiver.request(bytes, request.get());
            }
        });
    }

    /** The other side is there, as far as can be seen, on a connection that brings no pongs. */
    public void alive() {
        receiver.heard();
    }

    public void pong(byte[] payload) {
        guarded(() -> {
            receiver.heard();
            receiver.pong(payload);
        });
    }

    /** The connection has ended; harmless when that is known. */
    public void closed(int code, String reason) {
        receiver.closed(code, reason);
    }

    /** Ends the connection from this side. */
    void end(CloseCode code, String reason) {
        receiver.end(code, reason);
    }

    private void take(String part, boolean last) {
        receiver.heard();
        if (!fits(Frame.utf8Length(part))) {
            return;
        }
        if (last && text.isEmpty()) {
            finish();
            receiver.text(part);
            return;
        }
        text.append(part);
        if (last) {
            String whole = text.toString();
            finish();
            receiver.text(whole);
        }
    }

    private void take(ByteBuffer part, boolean last) {
        receiver.heard();
        if (!fits(part.remaining())) {
            return;
        }
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        if (last && binary.size() == 0) {
            finish();
            receiver.binary(bytes);
            return;
        }
        binary.writeBytes(bytes);
        if (last) {
            byte[] whole = binary.toByteArray();
            finish();
            receiver.binary(whole);
        }
    }

    /** What a message brings about never fails but by a fault of ours; the connection cannot go on as if it had not. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException fault) {
            Journal.fault("what a connection received", fault);
            end(CloseCode.SERVER_FAULT, "something went wrong on the server");
        }
    }

    private boolean fits(int more) {
        size += more;
        parts++;
        if (size <= maxSize && parts <= MAX_PARTS) {
            return true;
        }
        forget();
        end(CloseCode.TOO_LARGE, "a message has at most " + maxSize + " bytes in " + MAX_PARTS + " parts");
        return false;
    }

    private void finish() {
        if (parts > 1) {
            forget();
        }
        size = 0;
        parts = 0;
    }

    /** Lets go of the memory too: most messages come in one part and never need it. */
    private void forget() {
        text = new StringBuilder(0);
        binary = new ByteArrayOutputStream(0);
    }
}
