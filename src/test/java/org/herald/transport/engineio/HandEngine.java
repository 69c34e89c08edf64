package org.herald.transport.engineio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.herald.hub.Frame;
import org.herald.hub.Timers;

/** A session whose client polls again as soon as it was answered, unless it was told that the session is over. */
public final class HandEngine {

    private final EngineSession session;
    private final List<String> told = new ArrayList<>();
    private final Map<String, Runnable> reactions = new HashMap<>();

    public HandEngine(EngineSettings settings, Timers timers, LongSupplier ticker, EngineListener listener) {
        session = new EngineSessions(settings, timers, ticker).create(listener);
    }

    /** The client does that as soon as it is told {@code packet}. */
    public void when(String packet, Runnable then) {
        reactions.put(packet, then);
    }

    public void begin() {
        session.begin();
        poll();
    }

    public EngineSession session() {
        return session;
    }

    /** All packets, in their order. */
    public List<String> told() {
        return told;
    }

    private void poll() {
        session.poll(new Answer() {
            @Override
            public void packets(List<Frame> packets, Consumer<Throwable> done) {
                for (Frame packet : packets) {
                    told.add(Packet.encoded(packet));
                    reactions.getOrDefault(Packet.encoded(packet), () -> {}).run();
                }
                done.accept(null);
                if (!"1".equals(told.get(told.size() - 1))) {
                    poll();
                }
            }

            @Override
            public void refuse(EngineError error) {
                told.add(error.json());
            }
        });
    }
}
