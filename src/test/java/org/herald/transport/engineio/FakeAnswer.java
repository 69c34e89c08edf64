package org.herald.transport.engineio;

import java.util.List;
import java.util.function.Consumer;
import org.herald.hub.Frame;

/** What a poll got. */
final class FakeAnswer implements Answer {

    private String body;
    private EngineError error;

    @Override
    public void packets(List<Frame> packets, Consumer<Throwable> done) {
        requireFirst();
        body = Payload.write(packets);
        done.accept(null);
    }

    @Override
    public void refuse(EngineError refusal) {
        requireFirst();
        error = refusal;
    }

    /** The packets; null while there are none. */
    String body() {
        return body;
    }

    EngineError error() {
        return error;
    }

    private void requireFirst() {
        if (body != null || error != null) {
            throw new IllegalStateException("answered before");
        }
    }
}
