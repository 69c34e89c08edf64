package org.herald.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.herald.hub.ConnectionId;
import org.herald.hub.UserId;
import org.junit.jupiter.api.Test;

/** {@link ConnectionQuota}. */
public abstract class ConnectionQuotaContract extends BrokerContract {

    @Test
    void refusesTheThirdConnectionOfTwo() {
        assertThat(acquire(ALICE, A1)).isTrue();
        assertThat(acquire(ALICE, A2)).isTrue();

        assertThat(acquire(ALICE, new ConnectionId("c-a3"))).isFalse();
        assertThat(acquire(BOB, B1)).isTrue();
    }

    @Test
    void countsAConnectionOnce() {
        acquire(ALICE, A1);

        assertThat(acquire(ALICE, A1)).isTrue();
        assertThat(acquire(ALICE, A2)).isTrue();
        assertThat(acquire(ALICE, A1)).isTrue();
    }

    @Test
    void givesAPlaceBackOnce() {
        acquire(ALICE, A1);
        acquire(ALICE, A2);
        of(broker.quota().release(ALICE, A1));
        of(broker.quota().release(ALICE, A1));

        assertThat(acquire(ALICE, new ConnectionId("c-a3"))).isTrue();
        assertThat(acquire(ALICE, new ConnectionId("c-a4"))).isFalse();
    }

    @Test
    void givesNoPlaceBackForAConnectionThatWasRefused() {
        acquire(ALICE, A1);
        acquire(ALICE, A2);
        of(broker.quota().release(ALICE, new ConnectionId("c-a3")));

        assertThat(acquire(ALICE, new ConnectionId("c-a3"))).isFalse();
    }

    @Test
    void givesOutNoPlaceTwiceWhenManyAskAtOnce() {
        long places = IntStream.range(0, 40)
                .parallel()
                .filter(i -> of(broker.quota().acquire(ALICE, new ConnectionId("c-" + i), 5)))
                .count();

        assertThat(places).isEqualTo(5);
    }

    private boolean acquire(UserId user, ConnectionId connection) {
        return of(broker.quota().acquire(user, connection, 2));
    }
}
