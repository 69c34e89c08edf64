package org.herald.transport.engineio;

import java.util.List;
import java.util.function.Consumer;
import org.herald.hub.Frame;

/** How one poll is answered: by one of the two, once, by any thread and without waiting for the reader. */
interface Answer {

    /** @param done is called once, with why it failed or null */
    void packets(List<Frame> packets, Consumer<Throwable> done);

    void refuse(EngineError error);
}
