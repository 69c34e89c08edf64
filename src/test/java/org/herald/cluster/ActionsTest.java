package org.herald.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;
import org.herald.audit.Audit;
import org.herald.audit.AuditLines;
import org.herald.broker.Control.Outcome;
import org.herald.broker.ControlMessage;
import org.herald.broker.ControlMessage.Announce;
import org.herald.broker.ControlMessage.CancelDrain;
import org.herald.broker.ControlMessage.Drain;
import org.herald.broker.ControlMessage.KickConnection;
import org.herald.broker.ControlMessage.KickFromRoom;
import org.herald.broker.ControlMessage.KickUser;
import org.herald.broker.ControlMessage.RevokeToken;
import org.herald.broker.ControlMessage.RevokeUser;
import org.herald.broker.Recorder;
import org.herald.broker.local.LocalBroker;
import org.herald.hub.ConnectionId;
import org.herald.hub.ErrorCode;
import org.herald.hub.HandClock;
import org.herald.hub.HandExecutor;
import org.herald.hub.Notification;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.TimerWheel;
import org.herald.hub.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActionsTest {

    private static final Admin ROOT = new Admin("root", "192.0.2.1", "rest");
    private static final UserId BOB = new UserId("bob\"\u2028");

    private final HandClock clock = new HandClock();
    private final TimerWheel wheel = new TimerWheel(Duration.ofMillis(10), 64, clock::nanos, Assertions::fail);
    private final LocalBroker broker =
            new LocalBroker(clock, clock::nanos, wheel, Runnable::run, 1, 10, fault -> Assertions.fail(fault));
    private final Recorder node = new Recorder();
    private final AuditLines audit = new AuditLines();
    private final Actions actions = new Actions(broker, new Audit("n1", clock, line -> {}), wheel, Runnable::run);

    @BeforeEach
    void start() {
        broker.start(node);
        node.has(new ConnectionId("c-1"));
    }

    @AfterEach
    void close() {
        audit.close();
        broker.close();
    }

    @Test
    void givesAnOrderAndNotesWhoDidWhatToWhomAndWhatCameOfIt() {
        KickFromRoom kick = new KickFromRoom(BOB, new RoomName("general"), "spam");

        assertThat(order(kick)).isEqualTo(new Outcome(1, List.of()));

        assertThat(node.orders()).containsExactly(kick);
        JsonObject fact = audit.facts("admin").get(0);
        assertThat(fact.getString("by")).isEqualTo("root");
        assertThat(fact.getString("address")).isEqualTo("192.0.2.1");
        assertThat(fact.getString("door")).isEqualTo("rest");
        assertThat(fact.getString("action")).isEqualTo("kick");
        assertThat(fact.getString("user")).isEqualTo(BOB.value());
        assertThat(fact.getString("room")).isEqualTo("general");
        assertThat(fact.getString("reason")).isEqualTo("spam");
        assertThat(fact.getString("outcome")).isEqualTo("done");
        assertThat(fact.getInt("connections")).isEqualTo(1);
    }

    @Test
    void notesEveryKindOfOrder() {
        order(new KickConnection(new ConnectionId("c-1"), null));
        order(new KickUser(BOB, null));
        order(new RevokeToken("jti", clock.millis() + 1000, null));
        order(new RevokeUser(BOB, clock.millis(), clock.millis() + 1000, null));
        order(new Announce(new Notification("secret words", "more", "warn", null, null)));
        order(new Drain("n", Duration.ofSeconds(3)));
        order(new CancelDrain(null));

        assertThat(audit.facts("admin"))
                .extracting(fact -> fact.getString("action"))
                .containsExactly("kick", "kick", "revoke", "revoke", "announce", "drain", "cancel-drain");
        assertThat(audit.facts().get(5).getString("target")).isEqualTo("n");
        assertThat(audit.facts().get(5).getInt("timeMs")).isEqualTo(3000);
        assertThat(audit.facts().get(6).getString("target")).isEqualTo("*");
        assertThat(audit.lines()).noneMatch(line -> line.contains("secret words") || line.contains("more"));
    }

    @Test
    void refusesToDrainANodeThatThereIsNot() {
        for (ControlMessage order : List.of(new Drain("n7", null), new CancelDrain("n7"))) {
            assertRefused(order, ErrorCode.NOT_FOUND);
        }
        assertThat(node.orders()).isEmpty();
        assertThat(audit.facts("admin"))
                .extracting(fact -> fact.getString("outcome"))
                .containsOnly("not_found");
    }

    @Test
    void notesWhatCouldNotBeDone() {
        broker.close();

        assertRefused(new KickUser(BOB, null), ErrorCode.UNAVAILABLE);
        assertThat(audit.facts("admin").get(0).getString("outcome")).isEqualTo("unavailable");
    }

    @Test
    void answersOnThreadsThatMayWaitForASlowReader() {
        HandExecutor others = new HandExecutor();
        Actions later = new Actions(broker, new Audit("n1", clock, line -> {}), wheel, others);

        CompletableFuture<Outcome> answer =
                later.order(ROOT, new KickUser(BOB, null)).toCompletableFuture();

        assertThat(answer).isNotDone();
        others.runAll();
        assertThat(answer).isCompletedWithValue(new Outcome(1, List.of()));
    }

    @Test
    void notesWhoMayNot() {
        actions.forbidden(new Admin("mallory", "192.0.2.66", "rest"), "POST /admin/kick");

        JsonObject fact = audit.facts("refused").get(0);
        assertThat(fact.getString("user")).isEqualTo("mallory");
        assertThat(fact.getString("code")).isEqualTo("missing_role");
        assertThat(fact.getString("request")).isEqualTo("POST /admin/kick");
    }

    @Test
    void letsNobodyWhoMayNotFillTheLog() {
        String path = "GET /admin/\n\u0000" + "x".repeat(8000);
        for (int i = 0; i < 1000; i++) {
            actions.forbidden(new Admin("mallory", "192.0.2.66", "rest"), path);
        }
        clock.advance(Duration.ofMinutes(2));
        wheel.turn();

        assertThat(audit.facts("refused")).hasSize(11);
        assertThat(audit.facts("refused").get(10).getInt("times")).isEqualTo(990);
        assertThat(audit.lines())
                .allMatch(line -> line.length() < 500 && line.chars().allMatch(c -> c >= ' '));
    }

    private Outcome order(ControlMessage order) {
        return actions.order(ROOT, order).toCompletableFuture().join();
    }

    private void assertRefused(ControlMessage order, ErrorCode code) {
        Assertions.assertThatThrownBy(() -> order(order))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
