package org.herald.transport.engineio;

import java.time.Duration;
import org.herald.hub.HandClock;
import org.herald.hub.TimerWheel;

/** A session that has yet to begin, in a time that tests make pass. */
abstract class EngineSessionFixture {

    static final Duration TICK = Duration.ofMillis(50);
    static final EngineSettings SETTINGS = new EngineSettings(Duration.ofMillis(300), Duration.ofMillis(200), 1000);

    final HandClock clock = new HandClock();
    final TimerWheel wheel = new TimerWheel(TICK, 64, clock::nanos, fault -> {
        throw new AssertionError(fault);
    });
    final EngineSessions sessions = new EngineSessions(SETTINGS, wheel, clock::nanos);
    final FakeListener listener = new FakeListener();
    final EngineSession session = sessions.create(listener);

    void pass(long millis) {
        for (long left = millis; left > 0; left -= TICK.toMillis()) {
            clock.advance(TICK);
            wheel.turn();
        }
    }

    FakeAnswer poll() {
        FakeAnswer answer = new FakeAnswer();
        session.poll(answer);
        return answer;
    }

    EngineLink link(FakeSocket socket) {
        EngineLink link = new EngineLink(session, socket);
        link.opened();
        return link;
    }

    boolean isThere() {
        return sessions.find(session.sid()).isPresent();
    }
}
