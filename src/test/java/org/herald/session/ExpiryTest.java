package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.herald.hub.CloseCode;
import org.herald.hub.Identity;
import org.herald.hub.Timers;
import org.herald.hub.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpiryTest {

    private final TestNode node = new TestNode();

    @AfterEach
    void close() {
        node.close();
    }

    private Visitor open(Duration life) {
        return node.open(identity(life), false, new FakeSocket());
    }

    private Identity identity(Duration life) {
        return new Identity(
                new UserId("alice"),
                Set.of(),
                Identity.Grants.NONE,
                null,
                null,
                node.clock().millis() + life.toMillis());
    }

    @Test
    void warnsAMinuteAheadAndEndsTheConnectionThen() {
        Visitor alice = open(Duration.ofSeconds(80));
        long expiresAt = node.clock().millis() + 80_000;
        node.advance(Duration.ofSeconds(19));
        assertThat(alice.heard("auth.expiring")).isEmpty();
        node.advance(Duration.ofSeconds(2));
        assertThat(alice.heard("auth.expiring")).hasSize(1);
        assertThat(alice.heard("auth.expiring")
                        .get(0)
                        .getJsonObject("data")
                        .getJsonNumber("expiresAt")
                        .longValue())
                .isEqualTo(expiresAt);
        node.advance(Duration.ofSeconds(58));
        assertThat(alice.socket().closes()).isEmpty();
        node.advance(Duration.ofSeconds(2));
        assertThat(alice.socket().closes()).containsExactly(CloseCode.UNAUTHORIZED);
    }

    @Test
    void warnsAtOnceOfATokenThatLastsLess() {
        Visitor alice = open(Duration.ofSeconds(10));
        node.advance(Duration.ofSeconds(1));
        assertThat(alice.events()).containsExactly("connected", "auth.expiring");
    }

    @Test
    void endsAConnectionWhoseTokenExpiredOnTheWay() {
        Visitor alice = open(Duration.ofSeconds(-1));
        node.advance(Duration.ofSeconds(1));
        assertThat(alice.socket().closes()).containsExactly(CloseCode.UNAUTHORIZED);
    }

    @Test
    void doesNotEndAConnectionWithoutAnEnd() {
        Visitor alice = node.open("alice");
        for (int hour = 0; hour < 3; hour++) {
            for (int minute = 0; minute < 60; minute++) {
                node.advance(Duration.ofMinutes(1));
                alice.line().pong(new byte[0]);
            }
        }
        assertThat(alice.events()).containsExactly("connected");
        assertThat(alice.socket().closes()).isEmpty();
    }

    @Test
    void lastsAsLongAsATokenThatExpiredOnTheWayIsStillTaken() {
        HandTimers timers = new HandTimers();
        ClientSession session = session(new FakeSocket(), timers, Duration.ofSeconds(-10));
        session.renew(session.identity());
        assertThat(timers.delays).containsExactly(Duration.ZERO, TestSessions.LEEWAY.minusSeconds(10));
    }

    @Test
    void getsNoGraceForATokenThatHadTimeLeft() {
        HandTimers timers = new HandTimers();
        ClientSession session = session(new FakeSocket(), timers, Duration.ofSeconds(80));
        session.renew(session.identity());
        assertThat(timers.delays).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(80));
    }

    @Test
    void setsNoTimersOnceTheSessionIsOver() {
        HandTimers timers = new HandTimers();
        FakeSocket socket = new FakeSocket();
        ClientSession session = session(socket, timers, Duration.ofSeconds(80));
        session.renew(session.identity());
        assertThat(timers.open()).isEqualTo(2);
        session.closed(1000, "done");
        assertThat(timers.open()).isZero();
        session.renew(session.identity());
        assertThat(timers.open()).isZero();
    }

    @Test
    void aTimerCalledOffTooLateNeitherWarnsNorEnds() {
        HandTimers timers = new HandTimers();
        FakeSocket socket = new FakeSocket();
        ClientSession session = session(socket, timers, Duration.ofSeconds(80));
        session.renew(session.identity());
        List<Runnable> old = timers.takeAll();
        session.renew(identity(Duration.ofHours(1)));
        old.forEach(Runnable::run);

        assertThat(socket.frames()).isEmpty();
        assertThat(socket.closes()).isEmpty();
        timers.takeAll().forEach(Runnable::run);
        assertThat(socket.frames()).hasSize(1);
        assertThat(socket.closes()).containsExactly(CloseCode.UNAUTHORIZED);
    }

    private ClientSession session(Socket socket, Timers timers, Duration life) {
        return TestSessions.make(identity(life), socket, node.clock(), timers);
    }

    /** Runs nothing by itself, and what it has taken is run although it was called off. */
    static final class HandTimers implements Timers {
        private final List<Runnable> tasks = new ArrayList<>();
        private final List<Duration> delays = new ArrayList<>();

        @Override
        public Timer after(Duration delay, Runnable task) {
            Runnable single = () -> task.run();
            delays.add(delay);
            tasks.add(single);
            return () -> tasks.remove(single);
        }

        int open() {
            return tasks.size();
        }

        List<Runnable> takeAll() {
            List<Runnable> taken = List.copyOf(tasks);
            tasks.clear();
            return taken;
        }
    }
}
