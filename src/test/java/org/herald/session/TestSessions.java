package org.herald.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.herald.config.Settings;
import org.herald.hub.ConnectionId;
import org.herald.hub.HandClock;
import org.herald.hub.HubListener;
import org.herald.hub.Identity;
import org.herald.hub.Timers;
import org.herald.limits.LimitSettings;
import org.herald.protocol.HeraldV1;

/** Sessions that stand alone: nobody answers what they ask, and they give up their seats as they end. */
final class TestSessions {

    /** Of a token that has expired already. */
    static final Duration LEEWAY = Duration.ofSeconds(30);

    private TestSessions() {}

    static ClientSession make(Identity identity, Socket socket, HandClock clock, Timers timers) {
        return make(identity, socket, clock, timers, HubListener.NONE);
    }

    static ClientSession make(Identity identity, Socket socket, HandClock clock, Timers timers, HubListener listener) {
        Settings settings =
                new Settings(key -> Optional.ofNullable(Map.<String, String>of().get(key)));
        LimitSettings limits = LimitSettings.from(settings);
        SessionContext context = new SessionContext(
                SessionSettings.from(settings, limits, "n1", LEEWAY),
                new Rates(limits.rates(), null, clock::nanos),
                null,
                (session, code, reason) -> session.seats().forEach(Seat::leave),
                clock,
                clock::nanos,
                timers,
                new Partings(timers),
                listener,
                List.of(TestOutbox.parts(clock::nanos, listener).lane()));
        Ticket ticket = new Ticket(new ConnectionId("c-alone"), identity, "10.0.0.1", Arrival.USUAL, 0, () -> {});
        return new ClientSession(ticket, new HeraldV1(32), socket, context);
    }
}
