package org.herald.it.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A WebSocket client (RFC 6455) that does only what it is told, right or wrong.
 *
 * <p>Any thread may send; reading is for one thread at a time. Nothing is read from the socket but by a call that
 * reads, so a test that does not call is a client that does not read.
 */
public final class WebSocketWire implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Socket socket;
    private final Intake intake;
    private final OutputStream out;
    private volatile boolean answersPings = true;

    private WebSocketWire(Socket socket) throws IOException {
        this.socket = socket;
        this.intake = new Intake(socket);
        this.out = socket.getOutputStream();
    }

    /** A TCP connection, nothing said yet. */
    public static WebSocketWire dial(Route route) throws IOException {
        return new WebSocketWire(route.connect());
    }

    public static WebSocketWire open(Entrance entrance, Handshake handshake) throws IOException {
        return open(entrance.route(), handshake);
    }

    /** @throws HandshakeRefused when the server does not upgrade */
    public static WebSocketWire open(Route route, Handshake handshake) throws IOException {
        WebSocketWire wire = dial(route);
        try {
            HttpAnswer answer = wire.shake(handshake);
            if (!answer.upgraded()) {
                throw new HandshakeRefused(answer);
            }
            return wire;
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    /**
     * Sends the request and reads the answer.
     *
     * @throws IOException also when the server upgrades with a wrong {@code Sec-WebSocket-Accept}
     */
    public HttpAnswer shake(Handshake handshake) throws IOException {
        sendRaw(handshake.bytes());
        return answerTo(handshake);
    }

    /** Reads the answer to a request that was sent by hand. */
    public HttpAnswer answerTo(Handshake handshake) throws IOException {
        HttpAnswer answer = HttpAnswer.read(intake, Intake.Deadline.in(PATIENCE));
        if (answer.upgraded() && !answer.header("Sec-WebSocket-Accept").equals(handshake.expectedAccept())) {
            throw new IOException("Upgraded with Sec-WebSocket-Accept " + answer.header("Sec-WebSocket-Accept")
                    + " instead of " + handshake.expectedAccept());
        }
        return answer;
    }

    /** Whether {@link #read} answers a ping by itself; it does unless told otherwise. */
    public void answerPings(boolean answer) {
        answersPings = answer;
    }

    public void sendText(String text) throws IOException {
        send(WireFrame.text(text));
    }

    public void sendBinary(byte... payload) throws IOException {
        send(WireFrame.binary(payload));
    }

    public void sendPing(byte... payload) throws IOException {
        send(WireFrame.of(WireFrame.PING, payload));
    }

    public void sendClose(int code, String reason) throws IOException {
        send(WireFrame.close(code, reason));
    }

    /** Sends one message in frames of at most {@code pieceBytes}, which may cut characters in two. */
    public void sendFragments(String text, int pieceBytes) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from == 0 || from < bytes.length; from += pieceBytes) {
            int to = Math.min(bytes.length, from + pieceBytes);
            int opcode = from == 0 ? WireFrame.TEXT : WireFrame.CONTINUATION;
            send(new WireFrame(to == bytes.length, 0, opcode, Arrays.copyOfRange(bytes, from, to)));
        }
    }

    public void send(WireFrame frame) throws IOException {
        sendRaw(frame.masked(ThreadLocalRandom.current().nextInt()));
    }

    public void sendUnmasked(WireFrame frame) throws IOException {
        sendRaw(frame.unmasked());
    }

    /** Sends the first {@code bytes} of a frame and leaves the server waiting for the others. */
    public void sendPart(WireFrame frame, int bytes) throws IOException {
        sendRaw(Arrays.copyOf(frame.masked(ThreadLocalRandom.current().nextInt()), bytes));
    }

    public void sendRaw(byte... bytes) throws IOException {
        synchronized (out) {
            out.write(bytes);
            out.flush();
        }
    }

    /**
     * The next frame, of whichever kind.
     *
     * @throws java.net.SocketTimeoutException when none is there in time; what came of it is kept for the next call
     * @throws java.io.EOFException when the server ends the connection
     */
    public WireFrame read(Duration patience) throws IOException {
        return read(Intake.Deadline.in(patience));
    }

    WireFrame read(Intake.Deadline deadline) throws IOException {
        WireFrame frame = intake.frame(deadline);
        if (frame.opcode() == WireFrame.PING && answersPings) {
            send(WireFrame.of(WireFrame.PONG, frame.payload()));
        }
        return frame;
    }

    /** The next frame that has that opcode; others are passed over. */
    public WireFrame readUntil(int opcode) throws IOException {
        Intake.Deadline deadline = Intake.Deadline.in(PATIENCE);
        while (true) {
            WireFrame frame = read(deadline);
            if (frame.opcode() == opcode) {
                return frame;
            }
        }
    }

    public String readText() throws IOException {
        return readUntil(WireFrame.TEXT).text();
    }

    public WireFrame readClose() throws IOException {
        return readUntil(WireFrame.CLOSE);
    }

    /** Says that nothing more will be sent (TCP FIN) and can still read. */
    public void stopSending() throws IOException {
        socket.shutdownOutput();
    }

    /** Is gone, as if the machine had lost its power and come back: TCP RST, no close frame. */
    public void vanish() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // closed already
        }
        close();
    }

    /** Ends the TCP connection (FIN) without a close frame. Does nothing when it has ended. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // there is nothing left to end
        }
    }
}
