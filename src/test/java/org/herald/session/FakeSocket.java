package org.herald.session;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;

/** Records what goes out; writes end at once, or when a test says so. Safe for use by any thread. */
final class FakeSocket implements Socket {

    private final List<Frame> frames = new ArrayList<>();
    private final List<byte[]> pings = new ArrayList<>();
    private final List<CloseCode> closes = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final Queue<Consumer<Throwable>> underWay = new ArrayDeque<>();
    private final List<Integer> writes = new ArrayList<>();
    private int most = 1;
    private boolean byHand;
    private RuntimeException failure;
    private Runnable atFirst = () -> {};
    private int cutsOff;
    private volatile int beside;
    private CompletionStage<Void> end = CompletableFuture.completedFuture(null);

    /** From here on writes take until {@link #complete}. */
    synchronized FakeSocket byHand() {
        byHand = true;
        return this;
    }

    /** From here on a write takes so many frames. */
    synchronized FakeSocket taking(int frames) {
        most = frames;
        return this;
    }

    /** From here on writes end at once, and those under way now. */
    void atOnce() {
        synchronized (this) {
            byHand = false;
        }
        while (complete()) {
            // the next
        }
    }

    /** From here on it writes so many bytes beside each frame. */
    FakeSocket beside(int bytes) {
        beside = bytes;
        return this;
    }

    @Override
    public int beside(Frame frame) {
        return beside;
    }

    /** Runs {@code answer} as soon as the other side has the first frame. */
    synchronized FakeSocket answering(Runnable answer) {
        atFirst = answer;
        return this;
    }

    /** From here on a write throws. */
    synchronized void throwing(RuntimeException thrown) {
        failure = thrown;
    }

    /** It is done only when {@code end} has come, if it is closed. */
    synchronized FakeSocket endingWith(CompletionStage<Void> last) {
        end = last;
        return this;
    }

    @Override
    public synchronized CompletionStage<Void> ended() {
        return end;
    }

    @Override
    public synchronized int most() {
        return most;
    }

    @Override
    public void write(List<Frame> written, Consumer<Throwable> done) {
        Runnable answer;
        boolean underHand;
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
            frames.addAll(written);
            writes.add(written.size());
            answer = atFirst;
            atFirst = () -> {};
            underHand = byHand;
            if (underHand) {
                underWay.add(done);
            }
        }
        answer.run();
        if (!underHand) {
            done.accept(null);
        }
    }

    @Override
    public synchronized void cutOff() {
        cutsOff++;
    }

    /** How often it was cut off. */
    synchronized int cutsOff() {
        return cutsOff;
    }

    /** Ends the oldest write; whether there was one. */
    boolean complete() {
        return end(null);
    }

    boolean fail(Throwable why) {
        return end(why);
    }

    private boolean end(Throwable why) {
        Consumer<Throwable> done;
        synchronized (this) {
            done = underWay.poll();
        }
        if (done != null) {
            done.accept(why);
        }
        return done != null;
    }

    /** How many writes are under way: more than one is a fault. */
    synchronized int underWay() {
        return underWay.size();
    }

    @Override
    public synchronized void ping(byte[] payload) {
        pings.add(payload);
    }

    @Override
    public synchronized void close(CloseCode code, String reason) {
        closes.add(code);
        reasons.add(reason);
    }

    synchronized List<byte[]> pings() {
        return List.copyOf(pings);
    }

    synchronized List<CloseCode> closes() {
        return List.copyOf(closes);
    }

    /** What was said at each close. */
    synchronized List<String> reasons() {
        return List.copyOf(reasons);
    }

    /** How many frames there were in each write. */
    synchronized List<Integer> writes() {
        return List.copyOf(writes);
    }

    synchronized List<Frame> frames() {
        return List.copyOf(frames);
    }

    /** The text frames, read. */
    List<JsonObject> messages() {
        return frames().stream()
                .filter(frame -> !frame.isBinary())
                .map(frame -> read(frame.text()))
                .toList();
    }

    /** The texts of the frames, as they are. */
    List<String> texts() {
        return frames().stream().map(Frame::text).toList();
    }

    static JsonObject read(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
