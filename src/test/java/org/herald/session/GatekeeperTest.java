package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.herald.hub.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatekeeperTest {

    private final TestNode node = new TestNode(Map.of(
            "herald.limits.connections", "3",
            "herald.limits.connections-per-user", "2",
            "herald.limits.handshakes-per-address", "5/PT5S"));
    private final Gatekeeper gatekeeper = node.gatekeeper();
    private int addresses;

    @AfterEach
    void close() {
        node.close();
    }

    /** From an address that has not tried yet. */
    private TestKnock knock() {
        return new TestKnock().from("192.0.2." + ++addresses);
    }

    private Admitted admit(String user) {
        return gatekeeper.admit(knock().token(node.token(user)).made());
    }

    private void refuses(Refusal why, TestKnock knock) {
        int taken = node.placesTaken();
        long told = node.counts().of("handshake refused " + why.code());
        assertThatThrownBy(() -> gatekeeper.admit(knock.made()))
                .isInstanceOfSatisfying(HandshakeRefused.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(why);
                    boolean later = why.status() == 429 || why.status() == 503;
                    assertThat(refused.retryAfter() != null).isEqualTo(later);
                });
        assertThat(node.placesTaken()).as("places given back").isEqualTo(taken);
        assertThat(node.counts().of("handshake refused " + why.code())).isEqualTo(told + 1);
    }

    /** How many connections the user may open yet. */
    private int free(String user) {
        int free = 0;
        Set<Ticket> tickets = new HashSet<>();
        try {
            while (free < 10) {
                tickets.add(admit(user).ticket());
                free++;
            }
        } catch (HandshakeRefused full) {
            tickets.forEach(Ticket::release);
        }
        return free;
    }

    @Test
    void letsInWhoHasAGoodToken() {
        Admitted admitted = admit("alice");

        assertThat(admitted.ticket().identity().user()).isEqualTo(new UserId("alice"));
        assertThat(admitted.ticket().arrival().joins()).isTrue();
        assertThat(admitted.ticket().address()).isEqualTo("192.0.2.1");
        assertThat(admitted.principal().getName()).isEqualTo("alice");
        assertThat(admitted.ticket().id()).isNotEqualTo(admit("alice").ticket().id());
    }

    @Test
    void givesATicketOutOnce() {
        String id = admit("alice").ticket().id().value();
        assertThat(gatekeeper.claim("c-unknown")).isEmpty();
        assertThat(gatekeeper.claim(id)).isPresent();
        assertThat(gatekeeper.claim(id)).isEmpty();
    }

    @Test
    void givesBackATicketThatNobodyClaims() {
        String id = admit("alice").ticket().id().value();
        node.advance(Duration.ofSeconds(9));
        assertThat(node.placesTaken()).isEqualTo(1);
        node.advance(Duration.ofSeconds(2));
        assertThat(node.placesTaken()).isZero();
        assertThat(free("alice")).isEqualTo(2);
        assertThat(gatekeeper.claim(id)).isEmpty();
    }

    @Test
    void keepsThePlacesOfATicketThatWasClaimed() {
        Ticket ticket = gatekeeper.claim(admit("alice").ticket().id().value()).orElseThrow();
        node.advance(Duration.ofSeconds(20));
        assertThat(node.placesTaken()).isEqualTo(1);
        assertThat(free("alice")).isEqualTo(1);
        ticket.release();
        ticket.release();
        assertThat(node.placesTaken()).isZero();
        assertThat(free("alice")).isEqualTo(2);
    }

    @Test
    void knowsWhoWantsToJoinItsRoomsItself() {
        String token = node.token("alice");
        assertThat(gatekeeper
                        .admit(knock().query("join=none&token=" + token).made())
                        .ticket()
                        .arrival()
                        .joins())
                .isFalse();
        refuses(Refusal.BAD_REQUEST, knock().query("join=all&token=" + token));
        refuses(Refusal.BAD_REQUEST, knock().query("join=none&join=none&token=" + token));
    }

    @Test
    void refusesWhatIsNoHandshake() {
        for (UnaryOperator<TestKnock> wrong : java.util.List.<UnaryOperator<TestKnock>>of(
                knock -> knock.method("POST"),
                knock -> knock.host(null),
                knock -> knock.host(" "),
                knock -> knock.without("Upgrade"),
                knock -> knock.header("Upgrade", "h2c"),
                knock -> knock.without("Connection"),
                knock -> knock.header("Connection", "close"),
                knock -> knock.without("Sec-WebSocket-Version"),
                knock -> knock.header("Sec-WebSocket-Version", "8"),
                knock -> knock.another("Sec-WebSocket-Version", "13"),
                knock -> knock.without("Sec-WebSocket-Key"),
                knock -> knock.another("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
                knock -> knock.header("Sec-WebSocket-Key", "c2hvcnQ="),
                knock -> knock.header("Sec-WebSocket-Key", "!!!!!!!!!!!!!!!!!!!!!!=="),
                knock -> knock.header("Sec-WebSocket-Protocol", "mqtt"),
                knock -> knock.query("token=%zz"))) {
            refuses(Refusal.BAD_REQUEST, wrong.apply(knock().token(node.token("alice"))));
        }
    }

    @Test
    void takesHeadersInAnyCaseAmongOthers() {
        TestKnock knock = knock().token(node.token("alice"))
                .header("Upgrade", "h2c, WebSocket")
                .header("Connection", "Keep-Alive , UPGRADE")
                .header("Sec-WebSocket-Protocol", "mqtt, herald.v1");
        assertThat(gatekeeper.admit(knock.made()).ticket()).isNotNull();
    }

    @Test
    void refusesWhoHasNoGoodToken() {
        refuses(Refusal.UNAUTHORIZED, knock());
        refuses(Refusal.UNAUTHORIZED, knock().token("nonsense"));
        String token = node.token("alice", Duration.ofSeconds(5));
        node.advance(Duration.ofMinutes(10));
        refuses(Refusal.UNAUTHORIZED, knock().token(token));
        refuses(Refusal.UNAUTHORIZED, knock().login("alice"));
    }

    @Test
    void refusesPagesOfForeignOrigins() {
        refuses(Refusal.FORBIDDEN_ORIGIN, knock().token(node.token("alice")).header("Origin", "https://evil.example"));
        refuses(
                Refusal.FORBIDDEN_ORIGIN,
                knock().token(node.token("alice"))
                        .header("Origin", "https://chat.example.com")
                        .another("Origin", "https://evil.example"));
        assertThat(gatekeeper.admit(knock().token(node.token("alice"))
                        .header("Origin", "https://chat.example.com")
                        .made()))
                .isNotNull();
    }

    @Test
    void refusesMoreConnectionsThanAUserMayHave() {
        admit("alice");
        admit("alice");
        refuses(Refusal.TOO_MANY_CONNECTIONS, knock().token(node.token("alice")));
        assertThat(node.counts().of("limit connections-per-user")).isEqualTo(1);
        assertThat(admit("bob")).isNotNull();
    }

    @Test
    void refusesMoreConnectionsThanTheNodeMayHave() {
        admit("alice");
        admit("bob");
        Ticket third = admit("carol").ticket();
        refuses(Refusal.UNAVAILABLE, knock().token(node.token("dave")));
        assertThat(node.counts().of("limit connections")).isEqualTo(1);
        third.release();
        admit("dave");
    }

    @Test
    void refusesAnAddressThatTriesTooOften() {
        for (int i = 0; i < 5; i++) {
            refuses(Refusal.UNAUTHORIZED, new TestKnock());
        }
        assertThat(node.counts().of("limit handshakes-per-address")).isZero();
        refuses(Refusal.TOO_MANY_CONNECTIONS, new TestKnock().token(node.token("alice")));
        assertThat(node.counts().of("limit handshakes-per-address")).isEqualTo(1);
        admit("alice");
        node.advance(Duration.ofSeconds(2));
        assertThat(gatekeeper.admit(new TestKnock().token(node.token("alice")).made()))
                .isNotNull();
    }

    @Test
    void looksAtTheRequestBeforeTheTokenAndAtTheTokenBeforeTheUser() {
        TestKnock wrong = new TestKnock()
                .method("POST")
                .query("join=x")
                .header("Sec-WebSocket-Protocol", "mqtt")
                .header("Origin", "https://evil.example");
        for (int i = 0; i < 5; i++) {
            refuses(Refusal.BAD_REQUEST, wrong);
        }
        refuses(Refusal.TOO_MANY_CONNECTIONS, wrong);
        refuses(Refusal.BAD_REQUEST, wrong.from("198.51.100.1").method("GET"));
        refuses(Refusal.BAD_REQUEST, wrong.header("Sec-WebSocket-Protocol", "herald.v1"));
        refuses(Refusal.FORBIDDEN_ORIGIN, wrong.query(null));
        gatekeeper.close();
        refuses(Refusal.FORBIDDEN_ORIGIN, wrong);
        refuses(Refusal.UNAVAILABLE, wrong.without("Origin"));
    }

    @Test
    void letsNobodyInOnceClosed() {
        assertThat(gatekeeper.isOpen()).isTrue();
        gatekeeper.close();
        assertThat(gatekeeper.isOpen()).isFalse();
        refuses(Refusal.UNAVAILABLE, knock().token(node.token("alice")));
    }

    @Test
    void refusesWhileConnectionsCannotBeCounted() {
        node.broker().away(true);
        refuses(Refusal.UNAVAILABLE, knock().token(node.token("alice")));
        node.broker().away(false);
        assertThat(free("alice")).isEqualTo(2);
    }

    @Test
    void givesBackWhatIsCountedAfterItsThreadWasInterrupted() {
        node.broker().hold();
        Thread.currentThread().interrupt();
        refuses(Refusal.UNAVAILABLE, knock().token(node.token("alice")));
        assertThat(Thread.interrupted()).isTrue();
        node.broker().letGo();

        assertThat(free("alice")).isEqualTo(2);
        assertThat(node.placesTaken()).isZero();
    }

    @Test
    void takesALoginOfTheContainerWhereThatIsBelieved() {
        TestNode trusting = new TestNode(Map.of("herald.auth.container", "true"));
        Admitted admitted =
                trusting.gatekeeper().admit(new TestKnock().login("alice").made());

        assertThat(admitted.principal().getName()).isEqualTo("alice");
        assertThat(admitted.ticket().identity().user()).isEqualTo(new UserId("alice"));
        assertThat(admitted.ticket().identity().roles()).containsExactly("herald-admin");
        assertThat(admitted.ticket().identity().expiresAt()).isNull();
        assertThatThrownBy(() -> trusting.gatekeeper()
                        .admit(new TestKnock().login("a\nb").made()))
                .isInstanceOfSatisfying(
                        HandshakeRefused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNAUTHORIZED));
        assertThat(trusting.placesTaken()).isEqualTo(1);
        Optional<Ticket> claimed =
                trusting.gatekeeper().claim(admitted.ticket().id().value());
        assertThat(claimed).containsSame(admitted.ticket());
        trusting.close();
    }
}
