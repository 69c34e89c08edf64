package org.herald.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.herald.hub.ConnectionId;
import org.herald.hub.Status;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.junit.jupiter.api.Test;

/** {@link Presence}. */
public abstract class PresenceContract extends BrokerContract {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LONGER = Duration.ofSeconds(6);
    private static final Status AWAY = new Status(Status.Kind.AWAY, "lunch");

    private static final VolatileEvent ALICE_LEFT = VolatileEvent.in(ROOM, new VolatileEvent.UserLeft(ALICE));

    @Test
    void listsWhoIsThereTheLongestFirst() {
        long before = fixture.now();
        enter(BOB, B1);
        fixture.advance(Duration.ofSeconds(1));
        enter(ALICE, A1);
        enter(ALICE, A2);

        Presence.Members members = members(10);

        assertThat(members.truncated()).isFalse();
        assertThat(members.list()).extracting(Presence.Entry::user).containsExactly(BOB, ALICE);
        assertThat(members.list()).extracting(Presence.Entry::connections).containsExactly(1, 2);
        assertThat(members.list()).extracting(Presence.Entry::status).containsOnly(Status.ONLINE);
        assertThat(members.list()).allSatisfy(entry -> assertThat(entry.since()).isBetween(before, fixture.now()));
        assertThat(of(broker.presence().members(OTHER_ROOM, 10)).list()).isEmpty();
    }

    @Test
    void listsNoMoreThanAskedFor() {
        enter(BOB, B1);
        enter(ALICE, A1);

        assertThat(members(1).list()).extracting(Presence.Entry::user).containsExactly(BOB);
        assertThat(members(1).truncated()).isTrue();
        assertThat(members(2).truncated()).isFalse();
        assertThat(of(broker.presence().count(ROOM))).isEqualTo(2);
        assertThat(of(broker.presence().count(OTHER_ROOM))).isZero();
    }

    @Test
    void tellsTheOthersOfTheFirstConnectionOnly() {
        subscribe(ROOM);
        enter(ALICE, A1);
        enter(ALICE, A2);
        enter(ALICE, A1);

        assertThat(volatileEventsToldIn(ROOM)).containsExactly(joined(A1));
    }

    @Test
    void tellsOfTheLastConnectionOnly() {
        subscribe(ROOM);
        enter(ALICE, A1);
        enter(ALICE, A2);
        exit(A1, Duration.ZERO);
        assertThat(volatileEventsToldIn(ROOM)).containsExactly(joined(A1));

        exit(A2, Duration.ZERO);
        assertThat(volatileEventsToldIn(ROOM)).containsExactly(joined(A1), ALICE_LEFT);
        assertThat(members(10).list()).isEmpty();
    }

    @Test
    void ignoresAConnectionThatIsNotThere() {
        subscribe(ROOM);
        exit(A1, Duration.ZERO);
        enter(ALICE, A1);
        exit(A2, Duration.ZERO);

        assertThat(volatileEventsToldIn(ROOM)).containsExactly(joined(A1));
        assertThat(members(10).list()).hasSize(1);
    }

    @Test
    void tellsNobodyWhenItIsNotToBeAnnounced() {
        subscribe(ROOM);
        of(broker.presence().enter(ROOM, ALICE, A1, false));
        of(broker.presence().exit(ROOM, ALICE, A1, Duration.ZERO, false));

        assertThat(volatileEventsToldIn(ROOM)).isEmpty();
    }

    @Test
    void waitsForTheGraceBeforeAUserHasLeft() {
        subscribe(ROOM);
        enter(ALICE, A1);
        exit(A1, GRACE);

        assertThat(members(10).list()).isEmpty();
        assertThat(volatileEventsToldIn(ROOM)).containsExactly(joined(A1));

        fixture.advance(LONGER);
        eventually().until(() -> volatileEventsToldIn(ROOM).equals(List.of(joined(A1), ALICE_LEFT)));
    }

    @Test
    void neitherLeavesNorJoinsWhoIsBackWithinTheGrace() {
        subscribe(ROOM);
        enter(ALICE, A1);
        long since = members(10).list().get(0).since();
        fixture.advance(Duration.ofSeconds(1));
        exit(A1, GRACE);
        fixture.advance(Duration.ofSeconds(2));
        enter(ALICE, A2);
        fixture.advance(LONGER);

        assertThat(volatileEventsToldIn(ROOM)).containsExactly(joined(A1));
        assertThat(members(10).list()).containsExactly(new Presence.Entry(ALICE, 1, Status.ONLINE, since));
    }

    @Test
    void countsEveryAbsenceFromItsOwnBeginning() {
        subscribe(ROOM);
        enter(ALICE, A1);
        exit(A1, GRACE);
        fixture.advance(Duration.ofSeconds(4));
        enter(ALICE, A1);
        exit(A1, GRACE);
        fixture.advance(Duration.ofSeconds(4));
        assertThat(volatileEventsToldIn(ROOM)).containsExactly(joined(A1));

        fixture.advance(Duration.ofSeconds(2));
        eventually().until(() -> volatileEventsToldIn(ROOM).equals(List.of(joined(A1), ALICE_LEFT)));
    }

    @Test
    void joinsAgainWhoIsBackAfterTheGrace() {
        subscribe(ROOM);
        enter(ALICE, A1);
        exit(A1, GRACE);
        fixture.advance(LONGER);
        eventually().until(() -> volatileEventsToldIn(ROOM).contains(ALICE_LEFT));
        enter(ALICE, A2);

        assertThat(volatileEventsToldIn(ROOM)).containsExactly(joined(A1), ALICE_LEFT, joined(A2));
    }

    @Test
    void showsTheStatusInEveryRoomOfTheUser() {
        enter(ALICE, A1);
        of(broker.presence().enter(OTHER_ROOM, ALICE, A2, true));
        enter(BOB, B1);

        assertThat(of(broker.presence().status(ALICE, AWAY))).containsExactlyInAnyOrder(ROOM, OTHER_ROOM);

        assertThat(members(10).list()).extracting(Presence.Entry::status).containsExactly(AWAY, Status.ONLINE);
        assertThat(of(broker.presence().members(OTHER_ROOM, 10)).list())
                .extracting(Presence.Entry::status)
                .containsExactly(AWAY);
    }

    @Test
    void keepsTheStatusUntilTheLastConnectionInAnyRoomHasGone() {
        enter(ALICE, A1);
        of(broker.presence().enter(OTHER_ROOM, ALICE, A2, true));
        of(broker.presence().status(ALICE, AWAY));
        exit(A1, Duration.ZERO);
        enter(ALICE, A1);
        assertThat(statusOfAlice()).isEqualTo(AWAY);

        exit(A1, Duration.ZERO);
        of(broker.presence().exit(OTHER_ROOM, ALICE, A2, Duration.ZERO, true));
        enter(ALICE, A1);
        assertThat(statusOfAlice()).isEqualTo(Status.ONLINE);
    }

    @Test
    void keepsTheStatusOfOneWhoIsBackWithinTheGrace() {
        enter(ALICE, A1);
        of(broker.presence().status(ALICE, AWAY));
        exit(A1, GRACE);
        enter(ALICE, A2);
        assertThat(statusOfAlice()).isEqualTo(AWAY);

        exit(A2, GRACE);
        fixture.advance(LONGER);
        enter(ALICE, A2);
        eventually().until(() -> statusOfAlice().equals(Status.ONLINE));
    }

    @Test
    void notesNoStatusOfOneWhoIsNowhere() {
        assertThat(of(broker.presence().status(ALICE, AWAY))).isEmpty();

        enter(ALICE, A1);
        assertThat(statusOfAlice()).isEqualTo(Status.ONLINE);
    }

    @Test
    void isInNoRoomDuringTheGrace() {
        enter(ALICE, A1);
        of(broker.presence().enter(OTHER_ROOM, ALICE, A1, true));
        exit(A1, GRACE);

        assertThat(of(broker.presence().status(ALICE, AWAY))).containsExactly(OTHER_ROOM);
    }

    private void enter(UserId user, ConnectionId connection) {
        of(broker.presence().enter(ROOM, user, connection, true));
    }

    /** Alice's connection leaves the room. */
    private void exit(ConnectionId connection, Duration grace) {
        of(broker.presence().exit(ROOM, ALICE, connection, grace, true));
    }

    private Presence.Members members(int limit) {
        return of(broker.presence().members(ROOM, limit));
    }

    private Status statusOfAlice() {
        return members(10).list().get(0).status();
    }

    private static VolatileEvent joined(ConnectionId except) {
        return VolatileEvent.in(ROOM, new VolatileEvent.UserJoined(ALICE)).butNotTo(except);
    }
}
