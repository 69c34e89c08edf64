package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.herald.config.Rate;
import org.herald.hub.CloseCode;
import org.herald.hub.ErrorCode;
import org.herald.hub.HandClock;
import org.herald.hub.Refused;
import org.herald.hub.UserId;
import org.herald.limits.KeyedRates;
import org.herald.limits.LimitSettings;
import org.herald.protocol.Command;
import org.herald.protocol.HeraldV1;
import org.herald.protocol.Request;
import org.junit.jupiter.api.Test;

class GuardTest {

    private static final UserId ALICE = new UserId("alice");

    private static final Rate MESSAGES = new Rate(2, Duration.ofSeconds(2));

    private final HandClock clock = new HandClock();
    private final HeraldV1 format = new HeraldV1(32);
    private final KeyedRates<UserId> messages = new KeyedRates<>(MESSAGES, clock::nanos, 100);
    private final List<Integer> expected = new ArrayList<>();
    private final Guard guard = guard(1000);

    private Guard guard(int requests) {
        Rate volatiles = new Rate(3, Duration.ofSeconds(3));
        Rate others = new Rate(requests, Duration.ofSeconds(requests));
        return new Rates(new LimitSettings.Rates(null, MESSAGES, volatiles, others), this::take, clock::nanos).guard();
    }

    private CompletionStage<Duration> take(UserId user, Rate rate, int following) {
        expected.add(following);
        return CompletableFuture.completedFuture(messages.tryTake(user));
    }

    /** What is admitted at once. */
    private static Command admit(Guard by, Request request, UserId user) {
        by.expect(request);
        try {
            return by.admit(request, user).toCompletableFuture().getNow(null);
        } catch (CompletionException e) {
            throw (Refused) e.getCause();
        }
    }

    private Request message() {
        return format.decode("{\"event\":\"message.send\",\"room\":\"a\",\"data\":{\"content\":\"x\"}}");
    }

    private Request typing() {
        return format.decode("{\"event\":\"typing.start\",\"room\":\"a\"}");
    }

    private Request ping() {
        return format.decode("{\"event\":\"ping\"}");
    }

    private void refuses(Guard by, Request request, ErrorCode code) {
        assertThatThrownBy(() -> admit(by, request, ALICE))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void countsEveryKindOfCommandByItself() {
        for (int i = 0; i < 3; i++) {
            assertThat(admit(guard, typing(), ALICE)).isInstanceOf(Command.Typing.class);
        }
        refuses(guard, typing(), ErrorCode.RATE_LIMITED);
        admit(guard, message(), ALICE);
        admit(guard, message(), ALICE);
        refuses(guard, message(), ErrorCode.RATE_LIMITED);
        admit(guard, ping(), ALICE);
    }

    @Test
    void tellsHowLongToWaitAndLetsInAfterThat() {
        admit(guard, message(), ALICE);
        admit(guard, message(), ALICE);
        assertThatThrownBy(() -> admit(guard, message(), ALICE))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
        clock.advance(Duration.ofSeconds(1));
        admit(guard, message(), ALICE);
        refuses(guard, message(), ErrorCode.RATE_LIMITED);
    }

    @Test
    void countsMessagesOfAUserOverAllConnections() {
        Guard other = guard(1000);
        admit(guard, message(), ALICE);
        admit(other, message(), ALICE);
        refuses(guard, message(), ErrorCode.RATE_LIMITED);
        refuses(other, message(), ErrorCode.RATE_LIMITED);
        admit(other, message(), new UserId("bob"));
        for (int i = 0; i < 3; i++) {
            admit(guard, typing(), ALICE);
            admit(other, typing(), ALICE);
        }
    }

    @Test
    void tellsHowManyMessagesWaitForTheirTurn() {
        for (int i = 0; i < 3; i++) {
            guard.expect(message());
        }
        guard.expect(ping());
        guard.forget(message());
        guard.admit(message(), ALICE);
        guard.admit(ping(), ALICE);
        guard.admit(message(), ALICE);
        admit(guard, message(), new UserId("bob"));

        assertThat(expected).containsExactly(2, 1, 1);
    }

    @Test
    void endsTheConnectionAfterAHundredRefusalsInARow() {
        admit(guard, message(), ALICE);
        admit(guard, message(), ALICE);
        for (int i = 1; i < 100; i++) {
            refuses(guard, message(), ErrorCode.RATE_LIMITED);
            assertThat(guard.verdict()).isEmpty();
            admit(guard, ping(), ALICE);
        }
        refuses(guard, message(), ErrorCode.RATE_LIMITED);
        assertThat(guard.verdict()).contains(CloseCode.RATE_LIMIT_IGNORED);
    }

    @Test
    void forgivesRefusalsOnceTheRateIsKept() {
        for (int round = 0; round < 3; round++) {
            admit(guard, message(), ALICE);
            for (int i = 0; i < 99; i++) {
                try {
                    admit(guard, message(), ALICE);
                } catch (Refused refused) {
                    assertThat(guard.verdict()).isEmpty();
                }
            }
            clock.advance(Duration.ofSeconds(2));
        }
    }

    @Test
    void endsTheConnectionAtTheTwentiethBrokenFrameInARow() {
        List<String> broken = List.of("{", "[]", "{\"event\":1}", "", "{\"event\":\"ping\",\"id\":7}");
        for (int i = 0; i < 19; i++) {
            String frame = broken.get(i % broken.size());
            refuses(guard, format.decode(frame), frame.length() < 2 ? ErrorCode.BAD_JSON : ErrorCode.BAD_ENVELOPE);
            assertThat(guard.verdict()).isEmpty();
        }
        refuses(guard, format.decode("{"), ErrorCode.BAD_JSON);
        assertThat(guard.verdict()).contains(CloseCode.POLICY);
    }

    @Test
    void forgivesBrokenFramesAfterASoundOneEvenWhenThatIsRefused() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 19; i++) {
                refuses(guard, format.decode("{"), ErrorCode.BAD_JSON);
                assertThat(guard.verdict()).isEmpty();
            }
            refuses(guard, format.decode("{\"event\":\"no.such\"}"), ErrorCode.UNKNOWN_EVENT);
        }
        for (int i = 0; i < 19; i++) {
            refuses(guard, format.decode("{"), ErrorCode.BAD_JSON);
        }
        admit(guard, ping(), ALICE);
        refuses(guard, format.decode("{"), ErrorCode.BAD_JSON);
        assertThat(guard.verdict()).isEmpty();
    }

    @Test
    void countsBrokenFramesAgainstTheRateOfRequests() {
        Guard few = guard(1);
        refuses(few, format.decode("{"), ErrorCode.BAD_JSON);
        refuses(few, format.decode("{"), ErrorCode.RATE_LIMITED);
        refuses(few, ping(), ErrorCode.RATE_LIMITED);
    }

    @Test
    void holdsAVerdictAgainstTheLastCommandOnly() {
        for (int i = 0; i < 20; i++) {
            refuses(guard, format.decode("{"), ErrorCode.BAD_JSON);
        }
        assertThat(guard.verdict()).isPresent();
        admit(guard, ping(), ALICE);
        assertThat(guard.verdict()).isEmpty();
    }
}
