package org.herald.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.junit.jupiter.api.Test;

class ControlMessageTest {

    private static final UserId ALICE = new UserId("alice");

    @Test
    void takesAReasonThatFitsACloseFrame() {
        assertThat(new ControlMessage.KickUser(ALICE, "é".repeat(61) + "e").reason())
                .hasSize(62);
    }

    @Test
    void refusesAReasonThatDoesNot() {
        String reason = "é".repeat(62);

        refuses(() -> new ControlMessage.KickUser(ALICE, reason), "a reason is at most 123 bytes of UTF-8");
        refuses(() -> new ControlMessage.RevokeToken("t", 1, reason), "a reason is at most 123 bytes of UTF-8");
    }

    @Test
    void refusesToPutAnybodyOutOfAPersonalRoom() {
        refuses(
                () -> new ControlMessage.KickFromRoom(ALICE, RoomName.personal(ALICE), null),
                "nobody can be put out of a personal room");
    }

    @Test
    void refusesTimesThatCannotBe() {
        refuses(() -> new ControlMessage.RevokeToken("t", -1, null), "a time is Unix milliseconds");
        refuses(() -> new ControlMessage.RevokeUser(ALICE, 0, Long.MAX_VALUE, null), "a time is Unix milliseconds");
        refuses(() -> new ControlMessage.Drain(null, Duration.ofDays(2)), "clients come back within a day");
        refuses(() -> new ControlMessage.Drain(null, Duration.ofSeconds(-1)), "clients come back within a day");
    }

    @Test
    void refusesAWatchThatWouldBeForgotten() {
        refuses(() -> new ControlMessage.Watch(Duration.ofSeconds(61)), "a watch lasts a minute at most");
        refuses(() -> new ControlMessage.Watch(Duration.ofSeconds(-1)), "a watch lasts a minute at most");
    }

    @Test
    void refusesANameThatNoNodeHas() {
        refuses(() -> new ControlMessage.Drain("", null), "the name of a node is 1-64 characters");
        refuses(() -> new ControlMessage.CancelDrain("n".repeat(65)), "the name of a node is 1-64 characters");
    }

    @Test
    void refusesATokenIdThatNoTokenHas() {
        refuses(() -> new ControlMessage.RevokeToken("", 1, null), "a token id is 1-256 characters");
        refuses(() -> new ControlMessage.RevokeToken("t".repeat(257), 1, null), "a token id is 1-256 characters");
    }

    private static void refuses(ThrowingCallable made, String rule) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(rule);
    }
}
