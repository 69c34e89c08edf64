package org.herald.it.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Reads one connection on a thread of its own until it ends, and says how. */
final class Reader {

    /** Enough for JSON of a reasonable depth, and little enough for thousands of clients. */
    private static final long STACK_BYTES = 256 << 10;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final WebSocketWire wire;
    private final Consumer<Received> received;
    private final Consumer<Ending> ended;
    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
    private int fragmentedOpcode;

    /** Guarded by {@code this}. */
    private boolean paused;

    Reader(WebSocketWire wire, Consumer<Received> received, Consumer<Ending> ended) {
        this.wire = wire;
        this.received = received;
        this.ended = ended;
    }

    void start() {
        Thread thread = new Thread(null, this::run, "herald-client-" + COUNT.incrementAndGet(), STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void pause() {
        paused = true;
    }

    synchronized void resume() {
        paused = false;
        notifyAll();
    }

    private void run() {
        Ending ending = new Ending(Ending.WITHOUT_CLOSE_FRAME, "");
        try {
            ending = readToTheEnd();
        } catch (IOException e) {
            // that is an ending too
        } catch (RuntimeException e) {
            ending = new Ending(Ending.WITHOUT_CLOSE_FRAME, "not understood: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            wire.close();
            ended.accept(ending);
        }
    }

    private Ending readToTheEnd() throws IOException, InterruptedException {
        while (true) {
            awaitResumption();
            WireFrame frame = wire.read(Intake.Deadline.NEVER);
            if (frame.opcode() == WireFrame.CLOSE) {
                answerClose(frame);
                return new Ending(frame.closeCode(), frame.closeReason());
            }
            if (frame.opcode() <= WireFrame.BINARY) {
                collect(frame);
            }
        }
    }

    private synchronized void awaitResumption() throws InterruptedException {
        while (paused) {
            wait();
        }
    }

    private void answerClose(WireFrame frame) {
        try {
            wire.send(WireFrame.of(WireFrame.CLOSE, frame.payload()));
        } catch (IOException e) {
            // the server did not wait for it
        }
    }

    private void collect(WireFrame frame) {
        if (frame.opcode() != WireFrame.CONTINUATION) {
            fragmentedOpcode = frame.opcode();
        }
        fragments.writeBytes(frame.payload());
        if (frame.last()) {
            byte[] message = fragments.toByteArray();
            fragments.reset();
            received.accept(
                    fragmentedOpcode == WireFrame.TEXT
                            ? Received.text(new String(message, StandardCharsets.UTF_8))
                            : Received.binary(message));
        }
    }
}
