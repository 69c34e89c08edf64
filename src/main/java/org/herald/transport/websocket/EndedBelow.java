package org.herald.transport.websocket;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.session.Socket;

/**
 * A connection that is written to in one way and ended in another.
 *
 * @param words writes
 * @param end ends
 */
record EndedBelow(Socket words, Socket end) implements Socket {

    @Override
    public int most() {
        return words.most();
    }

    @Override
    public void write(List<Frame> frames, Consumer<Throwable> done) {
        words.write(frames, done);
    }

    @Override
    public boolean runSoon(Runnable task) {
        return words.runSoon(task);
    }

    @Override
    public void ping(byte[] payload) {
        words.ping(payload);
    }

    @Override
    public void pong(byte[] payload) {
        words.pong(payload);
    }

    @Override
    public void close(CloseCode code, String reason) {
        end.close(code, reason);
    }

    @Override
    public void cutOff() {
        end.cutOff();
    }

    @Override
    public CompletionStage<Void> ended() {
        return end.ended();
    }
}
