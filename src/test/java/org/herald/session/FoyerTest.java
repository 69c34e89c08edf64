package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FoyerTest {

    private final TestNode node = new TestNode(Map.of(
            "herald.limits.connections", "3",
            "herald.limits.connections-per-user", "2",
            "herald.limits.handshakes-per-address", "5/PT5S"));
    private final Foyer foyer = node.foyer();

    @AfterEach
    void close() {
        node.close();
    }

    private static TestKnock knock() {
        return new TestKnock().from("192.0.2.1");
    }

    private Visit arrive() {
        return foyer.arrive(knock().made(), false);
    }

    private static Ticket ticket(CompletionStage<Ticket> entering) {
        return entering.toCompletableFuture().join();
    }

    /** What those who wait are told, as it is. */
    private static Refusal refusal(CompletionStage<Ticket> entering) {
        AtomicReference<Throwable> told = new AtomicReference<>();
        entering.whenComplete((ticket, failure) -> told.set(failure));
        assertThat(told.get()).isInstanceOf(HandshakeRefused.class);
        return ((HandshakeRefused) told.get()).refusal();
    }

    @Test
    void holdsAPlaceUntilSomebodyHasSaidWho() {
        Visit visit = arrive();
        assertThat(node.placesTaken()).isEqualTo(1);
        Ticket ticket = ticket(visit.enter(node.token("alice"), true));
        assertThat(ticket.identity().user()).isEqualTo(new UserId("alice"));
        assertThat(ticket.arrival()).isEqualTo(Arrival.USUAL);
        assertThat(node.placesTaken()).isEqualTo(1);
        visit.leave();
        assertThat(node.placesTaken()).isEqualTo(1);
        ticket.release();
        assertThat(node.placesTaken()).isZero();
    }

    @Test
    void givesThePlaceOfOneBackWhoNeverSaid() {
        arrive().leave();
        assertThat(node.placesTaken()).isZero();
    }

    @Test
    void takesTheTokenThatTheRequestBrought() {
        Visit visit = foyer.arrive(knock().token(node.token("alice")).made(), false);
        assertThat(ticket(visit.enter(null, true)).identity().user()).isEqualTo(new UserId("alice"));
        assertThat(ticket(visit.enter(node.token("bob"), true)).identity().user())
                .isEqualTo(new UserId("bob"));
        assertThat(node.placesTaken()).isEqualTo(2);
    }

    @Test
    void refusesWhoseTokenHasExpiredSinceTheRequestBroughtIt() {
        String token = node.token("alice", Duration.ofMinutes(1));
        Visit visit = foyer.arrive(knock().token(token).made(), false);
        node.clock().advance(Duration.ofSeconds(61));
        assertThat(refusal(visit.enter(null, true))).isEqualTo(Refusal.UNAUTHORIZED);
    }

    @Test
    void refusesWhoBringsNoGoodToken() {
        Visit visit = arrive();
        assertThat(refusal(visit.enter(null, true))).isEqualTo(Refusal.UNAUTHORIZED);
        assertThat(refusal(visit.enter("no token", true))).isEqualTo(Refusal.UNAUTHORIZED);
        assertThat(node.placesTaken()).isEqualTo(1);
    }

    @Test
    void countsRefusalsAsAttempts() {
        Visit visit = arrive();
        for (int i = 0; i < 4; i++) {
            assertThat(refusal(visit.enter("no token", true))).isEqualTo(Refusal.UNAUTHORIZED);
        }
        assertThat(refusal(visit.enter("no token", true))).isEqualTo(Refusal.TOO_MANY_CONNECTIONS);
    }

    @Test
    void countsEveryConnectionButTheFirstAsAnAttempt() {
        Visit visit = arrive();
        for (int i = 0; i < 5; i++) {
            ticket(visit.enter(node.token("alice"), true)).release();
        }
        assertThat(refusal(visit.enter(node.token("alice"), true))).isEqualTo(Refusal.TOO_MANY_CONNECTIONS);
        assertThat(node.placesTaken()).isZero();
    }

    @Test
    void countsAnUpgradeAsAnAttempt() {
        arrive();
        for (int i = 0; i < 4; i++) {
            foyer.count(knock().made());
        }
        assertThatThrownBy(() -> foyer.count(knock().made()))
                .isInstanceOfSatisfying(
                        HandshakeRefused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.TOO_MANY_CONNECTIONS));
    }

    @Test
    void countsEveryConnectionOfAUser() {
        Visit visit = arrive();
        ticket(visit.enter(node.token("alice"), true));
        ticket(visit.enter(node.token("alice"), true));
        assertThat(refusal(visit.enter(node.token("alice"), true))).isEqualTo(Refusal.TOO_MANY_CONNECTIONS);
        assertThat(node.placesTaken()).isEqualTo(2);
    }

    @Test
    void refusesMoreThanTheNodeHolds() {
        arrive();
        arrive();
        arrive();
        assertThatThrownBy(this::arrive)
                .isInstanceOfSatisfying(
                        HandshakeRefused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNAVAILABLE));
    }

    @Test
    void beginsInTheUsersOwnRoomAloneWhereThatIsWanted() {
        Ticket ticket = ticket(arrive().enter(node.token("alice"), false));
        assertThat(ticket.arrival().rooms()).containsExactly(new RoomName("@alice"));
        assertThat(ticket.arrival().joins()).isTrue();
    }

    @Test
    void knowsTheNamespacesThatAreConfigured() {
        assertThat(foyer.hasNamespace("owners")).isTrue();
        assertThat(foyer.hasNamespace("other")).isFalse();
    }
}
