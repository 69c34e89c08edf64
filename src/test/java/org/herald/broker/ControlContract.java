package org.herald.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.herald.broker.ControlMessage.Announce;
import org.herald.broker.ControlMessage.CancelDrain;
import org.herald.broker.ControlMessage.Drain;
import org.herald.broker.ControlMessage.KickConnection;
import org.herald.broker.ControlMessage.KickFromRoom;
import org.herald.broker.ControlMessage.KickUser;
import org.herald.broker.ControlMessage.RevokeToken;
import org.herald.broker.ControlMessage.RevokeUser;
import org.herald.hub.Identity;
import org.herald.hub.Notification;
import org.herald.hub.UserId;
import org.junit.jupiter.api.Test;

/** {@link Control} and {@link Revocations}. */
public abstract class ControlContract extends BrokerContract {

    @Test
    void givesEveryOrderToThisNodeOnce() {
        List<ControlMessage> orders = List.of(
                new KickConnection(A1, "c"),
                new KickUser(ALICE, null),
                new KickFromRoom(ALICE, ROOM, "r"),
                new RevokeToken("t", inAnHour(), null),
                new RevokeUser(ALICE, fixture.now(), inAnHour(), "u"),
                new Announce(new Notification("title", null, null, null, null)),
                new Drain("n1", Duration.ofSeconds(5)),
                new CancelDrain(null),
                new ControlMessage.Watch(Duration.ofSeconds(10)));
        orders.forEach(order -> of(broker.control().send(order)));
        say("what came after has come");

        assertThat(node.orders()).containsExactlyElementsOf(orders);
    }

    @Test
    void tellsHowManyConnectionsItConcerned() {
        node.has(A1);
        node.has(A2);

        assertThat(of(broker.control().send(new KickUser(ALICE, null)))).isEqualTo(new Control.Outcome(2, List.of()));
    }

    @Test
    void knowsARevokedTokenById() {
        revoke(new RevokeToken("t1", inAnHour(), null));

        assertThat(isRevoked(ALICE, "t1", 0L)).isTrue();
        assertThat(isRevoked(ALICE, "t2", 0L)).isFalse();
        assertThat(isRevoked(ALICE, null, 0L)).isFalse();
    }

    @Test
    void knowsARevokedTokenAsSoonAsTheNodeIsTold() {
        List<Boolean> known = new CopyOnWriteArrayList<>();
        node.onOrder(() -> known.add(isRevoked(ALICE, "t1", 0L)));
        revoke(new RevokeToken("t1", inAnHour(), null));

        assertThat(known).containsExactly(true);
    }

    @Test
    void knowsTheTokensOfAUserThatWereIssuedUntilThen() {
        long then = fixture.now();
        revoke(new RevokeUser(ALICE, then, inAnHour(), null));

        assertThat(isRevoked(ALICE, "t", then - 1)).isTrue();
        assertThat(isRevoked(ALICE, null, then)).isTrue();
        assertThat(isRevoked(ALICE, null, null)).as("who knows when").isTrue();
        assertThat(isRevoked(ALICE, "t", then + 1)).isFalse();
        assertThat(isRevoked(BOB, "t", then - 1)).isFalse();
    }

    @Test
    void takesNoLoginOfTheContainerForAToken() {
        revoke(new RevokeUser(ALICE, fixture.now(), inAnHour(), null));
        Identity login = new Identity(ALICE, Set.of(), Identity.Grants.NONE, null, null, null);

        assertThat(broker.revocations().isRevoked(login)).isFalse();
    }

    @Test
    void takesNothingBackByARevocationOfLess() {
        long then = fixture.now();
        revoke(new RevokeUser(ALICE, then, inAnHour(), null));
        revoke(new RevokeUser(ALICE, then - 10, inAnHour() - 10, null));
        revoke(new RevokeUser(ALICE, then + 10, inAnHour() - 10, null));

        assertThat(isRevoked(ALICE, null, then + 10)).isTrue();
        assertThat(isRevoked(ALICE, null, then + 11)).isFalse();
    }

    @Test
    void forgetsWhatNeedsNotBeRememberedAnyMore() {
        long minute = fixture.now() + 60_000;
        revoke(new RevokeToken("short", minute, null));
        revoke(new RevokeUser(ALICE, fixture.now(), minute, null));
        revoke(new RevokeToken("long", inAnHour(), null));
        revoke(new RevokeToken("longer", minute, null));
        revoke(new RevokeToken("longer", inAnHour(), null));
        fixture.advance(Duration.ofSeconds(50));
        assertThat(isRevoked(BOB, "short", 0L)).isTrue();
        assertThat(isRevoked(ALICE, null, 0L)).isTrue();

        fixture.advance(Duration.ofSeconds(80));

        eventually().until(() -> !isRevoked(BOB, "short", 0L) && !isRevoked(ALICE, null, 0L));
        assertThat(isRevoked(BOB, "long", 0L)).isTrue();
        assertThat(isRevoked(BOB, "longer", 0L)).isTrue();
    }

    private void revoke(ControlMessage.Revocation revocation) {
        of(broker.control().send(revocation));
    }

    /** By a token that lasts for long. */
    private boolean isRevoked(UserId user, String tokenId, Long issuedAt) {
        long end = Long.MAX_VALUE;
        return broker.revocations()
                .isRevoked(new Identity(user, Set.of(), Identity.Grants.NONE, tokenId, issuedAt, end));
    }

    private long inAnHour() {
        return fixture.now() + 3_600_000;
    }
}
