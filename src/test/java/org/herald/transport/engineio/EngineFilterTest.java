package org.herald.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.herald.hub.Timers;
import org.junit.jupiter.api.Test;

class EngineFilterTest {

    private final Timers timers = (delay, task) -> () -> {};
    private final EngineSessions sessions = new EngineSessions(
            new EngineSettings(Duration.ofMinutes(1), Duration.ofMinutes(1), 1000), timers, System::nanoTime);
    private final FakeListener listener = new FakeListener();
    private final EngineSession session = sessions.create(listener);
    private final List<String> passedOn = new ArrayList<>();

    private static class Open implements EngineApplication {
        @Override
        public boolean answers(HttpServletRequest request, HttpServletResponse response) {
            return false;
        }

        @Override
        public boolean upgrades(HttpServletRequest request, HttpServletResponse response) {
            return true;
        }

        @Override
        public EngineListener arrive(HttpServletRequest request, HttpServletResponse response, boolean upgrade) {
            throw new AssertionError("nobody is new here");
        }
    }

    private void ask(EngineApplication application, FakeExchange exchange) throws Exception {
        EngineFilter filter = new EngineFilter() {
            private static final long serialVersionUID = 1;

            @Override
            protected EngineSessions sessions() {
                return sessions;
            }

            @Override
            protected EngineApplication application() {
                return application;
            }
        };
        filter.doFilter(exchange.request(), exchange.response(), (request, response) -> passedOn.add("asked"));
    }

    private FakeExchange post(String body, Runnable answering) throws Exception {
        FakeExchange exchange =
                new FakeExchange("POST", "EIO=4&transport=polling&sid=" + session.sid(), body, answering);
        ask(new Open(), exchange);
        return exchange;
    }

    @Test
    void takesTheNextPostAsSoonAsTheOneBeforeIsAnswered() throws Exception {
        session.begin();
        List<Boolean> next = new ArrayList<>();
        FakeExchange first = post("4hi", () -> next.add(session.beginPost()));
        assertThat(first.answer()).isEqualTo("ok");
        assertThat(next).containsExactly(true);
        assertThat(sessions.find(session.sid())).isPresent();
    }

    @Test
    void letsOneWebSocketAtATimeBeTriedOut() throws Exception {
        session.begin();
        FakeExchange first = FakeExchange.upgrade(session.sid());
        ask(new Open(), first);
        assertThat(passedOn).containsExactly("asked");
        EngineLink link = new EngineLink(session, new FakeSocket());
        link.opened();
        FakeExchange second = FakeExchange.upgrade(session.sid());
        ask(new Open(), second);
        link.text("2probe", true);
        link.text("5", true);
        FakeExchange third = FakeExchange.upgrade(session.sid());
        ask(new Open(), third);
        assertThat(passedOn).hasSize(1);
        assertThat(List.of(first.status(), second.status(), third.status())).containsExactly(0, 400, 400);
    }

    @Test
    void letsNoWebSocketOfAnotherIntoASessionThatBeginsByOne() throws Exception {
        session.expect();
        FakeExchange exchange = FakeExchange.upgrade(session.sid());
        ask(new Open(), exchange);
        assertThat(exchange.status()).isEqualTo(400);
    }

    @Test
    void asksWhetherAWebSocketMayBeTriedOut() throws Exception {
        session.begin();
        ask(
                new Open() {
                    @Override
                    public boolean upgrades(HttpServletRequest request, HttpServletResponse response) {
                        return false;
                    }
                },
                FakeExchange.upgrade(session.sid()));
        assertThat(passedOn).isEmpty();
    }

    @Test
    void refusesPostsThatCannotBeUnderstood() throws Exception {
        session.begin();
        assertThat(post("4broken", () -> {}).status()).isEqualTo(400);
        assertThat(listener.heard()).containsExactly("opened", "closed 1008");
    }

    @Test
    void refusesPostsThatAreTooLarge() throws Exception {
        session.begin();
        assertThat(post("4" + "x".repeat(100), () -> {}).status()).isEqualTo(413);
        assertThat(listener.heard()).containsExactly("opened", "closed 1009");
    }
}
