package org.herald.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.herald.hub.RoomName;
import org.junit.jupiter.api.Test;

/** {@link Memberships}. */
public abstract class MembershipsContract extends BrokerContract {

    @Test
    void remembersTheRoomsOfAUser() {
        assertThat(of(broker.memberships().of(ALICE))).isEmpty();

        assertThat(add(ROOM, 10)).isTrue();
        assertThat(add(OTHER_ROOM, 10)).isTrue();

        assertThat(of(broker.memberships().of(ALICE))).containsExactlyInAnyOrder(ROOM, OTHER_ROOM);
        assertThat(of(broker.memberships().of(BOB))).isEmpty();
    }

    @Test
    void addsARoomOnce() {
        add(ROOM, 1);

        assertThat(add(ROOM, 1)).isTrue();
        assertThat(of(broker.memberships().of(ALICE))).containsExactly(ROOM);
    }

    @Test
    void refusesMoreThanAUserMayHave() {
        add(ROOM, 1);

        assertThat(add(OTHER_ROOM, 1)).isFalse();
        assertThat(of(broker.memberships().of(ALICE))).containsExactly(ROOM);
    }

    @Test
    void hasPlaceAgainWhenOneWasRemoved() {
        add(ROOM, 1);
        of(broker.memberships().remove(ALICE, ROOM));

        assertThat(of(broker.memberships().of(ALICE))).isEmpty();
        assertThat(add(OTHER_ROOM, 1)).isTrue();
    }

    @Test
    void removesWhatIsNotThereWithoutComplaint() {
        add(ROOM, 1);

        of(broker.memberships().remove(ALICE, OTHER_ROOM));
        of(broker.memberships().remove(BOB, ROOM));

        assertThat(of(broker.memberships().of(ALICE))).containsExactly(ROOM);
    }

    private boolean add(RoomName room, int max) {
        return of(broker.memberships().add(ALICE, room, max));
    }
}
