package org.herald.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;

/** The container's end of one connection. */
public interface Socket {

    /** How many frames one write may take, 1 or more. */
    int most();

    /**
     * Begins to write frames, in this order. The session never begins a second write before {@code done} was called.
     *
     * @param frames one or more, at most {@link #most}; not changed afterwards
     * @param done is called exactly once, by any thread and perhaps before this returns, with why it failed or null
     */
    void write(List<Frame> frames, Consumer<Throwable> done);

    /**
     * How many bytes it writes beside a frame, such as a line of its own: they count as the frame's. Answers at once, and
     * always the same for the same frame.
     */
    default int beside(Frame frame) {
        return 0;
    }

    /**
     * Runs {@code task}, which writes, soon on the thread that writes best.
     *
     * @return false: there is no such thread, and it will not run
     */
    default boolean runSoon(Runnable task) {
        return false;
    }

    /**
     * Sends a ping (RFC 6455 section 5.5.2) with the given payload. Fails silently when the connection is gone: the
     * missing pong tells.
     */
    void ping(byte[] payload);

    /** What operators know this kind of connection by, in lists and figures. */
    default String transport() {
        return "websocket";
    }

    /**
     * How often it wants to be pinged.
     *
     * @param usual as it is configured
     */
    default Duration pingEvery(Duration usual) {
        return usual;
    }

    /** Whether it lasts no longer than one answer takes, so that its coming and going is not worth a line. */
    default boolean isFleeting() {
        return false;
    }

    /** A pong has come in, for those that go by pongs. */
    default void pong(byte[] payload) {}

    /** Ends the connection. Harmless when it has ended; it never blocks. */
    void close(CloseCode code, String reason);

    /**
     * Ends the connection below the protocol, whatever is still to be sent: a peer that takes nothing would hold it open.
     * Harmless when it has ended. For those that can.
     */
    default void cutOff() {}

    /**
     * Completes when the container has nothing of it any more, for those that are not done with it when {@link #close}
     * returns: a node that stops waits for them.
     */
    default CompletionStage<Void> ended() {
        return CompletableFuture.completedFuture(null);
    }
}
