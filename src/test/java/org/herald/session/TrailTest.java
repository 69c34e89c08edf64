package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.herald.audit.AuditLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the audit log holds of connections. */
class TrailTest {

    private final TestNode node = new TestNode(Map.of("herald.auth.sources", "header,first-message"));
    private final AuditLines audit = new AuditLines();

    @AfterEach
    void close() {
        audit.close();
        node.close();
    }

    @Test
    void tellsWhoWasConnectedFromWhereAndHowItEnded() {
        Visitor alice = node.open("alice");
        node.advance(Duration.ofSeconds(3));
        alice.line().closed(1000, "");

        JsonObject connected = audit.facts("connected").get(0);
        assertThat(connected.keySet())
                .containsExactly("time", "node", "event", "user", "connection", "address", "transport");
        assertThat(connected.getString("user")).isEqualTo("alice");
        assertThat(connected.getString("address")).isEqualTo("10.0.0.1");
        JsonObject disconnected = audit.facts("disconnected").get(0);
        assertThat(disconnected.getString("connection")).isEqualTo(alice.id().value());
        assertThat(disconnected.getInt("code")).isEqualTo(1000);
        assertThat(disconnected.getInt("seconds")).isEqualTo(3);
        assertThat(audit.facts()).hasSize(2);
    }

    @Test
    void tellsWhoWasTurnedAwayForABadToken() {
        assertThatThrownBy(() -> node.gatekeeper()
                        .admit(new TestKnock().token("nonsense").made()))
                .isInstanceOf(HandshakeRefused.class);

        JsonObject refused = audit.facts("refused").get(0);
        assertThat(refused.getString("door")).isEqualTo("websocket");
        assertThat(refused.getString("code")).isEqualTo("unauthorized");
        assertThat(refused.getString("address")).isNotEmpty();
        assertThat(audit.lines().get(0)).doesNotContain("nonsense");
    }

    @Test
    void saysNothingOfMistakesAndOfWhatIsOurOwnFault() {
        node.gatekeeper().drain(true);
        assertThatThrownBy(() -> node.gatekeeper()
                        .admit(new TestKnock().token(node.token("alice")).made()))
                .isInstanceOf(HandshakeRefused.class);

        assertThat(audit.lines()).isEmpty();
    }

    @Test
    void saysNothingMoreOfAnAddressThatTriesTooOften() {
        try (TestNode strict = new TestNode(Map.of("herald.limits.handshakes-per-address", "2/PT1M"))) {
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> strict.gatekeeper()
                                .admit(new TestKnock().token("nonsense").made()))
                        .isInstanceOf(HandshakeRefused.class);
            }
            assertThat(strict.counts().of("limit handshakes-per-address")).isEqualTo(8);
        }
        assertThat(audit.facts("refused")).hasSize(2);
    }

    @Test
    void tellsWhoOfferedSomebodyElsesToken() {
        Visitor alice = node.open("alice");
        alice.say("{'event':'auth.refresh','id':'1','data':{'token':'" + node.token("bob") + "'}}");
        assertThat(alice.error("1")).isEqualTo("unauthorized");

        JsonObject refused = audit.facts("refused").get(0);
        assertThat(refused.getString("door")).isEqualTo("auth.refresh");
        assertThat(refused.getString("user")).isEqualTo("alice");
        assertThat(refused.getString("reason")).isEqualTo("the token is somebody else's");
    }

    @Test
    void neverHoldsATokenOrWhatWasSaid() {
        String token = node.token("alice");
        Visitor alice = node.open("alice");
        alice.join("general");
        alice.send("general", "secret words");
        alice.say("{'event':'auth.refresh','id':'1','data':{'token':'" + token + "x'}}");

        assertThat(audit.lines()).isNotEmpty().noneMatch(line -> line.contains("secret words") || line.contains(token));
    }
}
