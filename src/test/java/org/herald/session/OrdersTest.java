package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.herald.broker.ControlMessage;
import org.herald.broker.ControlMessage.Announce;
import org.herald.broker.ControlMessage.KickConnection;
import org.herald.broker.ControlMessage.KickFromRoom;
import org.herald.broker.ControlMessage.KickUser;
import org.herald.broker.ControlMessage.RevokeToken;
import org.herald.broker.ControlMessage.RevokeUser;
import org.herald.hub.CloseCode;
import org.herald.hub.ConnectionId;
import org.herald.hub.Identity;
import org.herald.hub.Notification;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What administrators order, from the store to the connections. */
class OrdersTest {

    private static final UserId ALICE = new UserId("alice");
    private static final RoomName GENERAL = new RoomName("general");
    private static final Notification NEWS = new Notification("Maintenance", "at noon", "warn", null, null);

    private final TestNode node =
            new TestNode(Map.of("herald.auth.sources", "header,first-message", "herald.outbox.messages", "16"));

    @AfterEach
    void close() {
        node.close();
    }

    /** How many connections it concerned. */
    private int order(ControlMessage message) {
        return node.broker()
                .control()
                .send(message)
                .toCompletableFuture()
                .join()
                .connections();
    }

    private long inAnHour() {
        return node.clock().millis() + 3_600_000;
    }

    private Identity identity(String tokenId, Long issuedAt) {
        return new Identity(ALICE, Set.of(), Identity.Grants.NONE, tokenId, issuedAt, inAnHour());
    }

    private Visitor openBy(String tokenId) {
        return node.open(identity(tokenId, node.clock().millis()), false, new FakeSocket());
    }

    private static void assertEnded(Visitor visitor, CloseCode code, String reason) {
        assertThat(visitor.socket().closes()).containsExactly(code);
        assertThat(visitor.socket().reasons()).containsExactly(reason);
    }

    private static void assertOpen(Visitor visitor) {
        assertThat(visitor.socket().closes()).isEmpty();
    }

    @Test
    void kicksOneConnection() {
        Visitor alice = node.open("alice");
        Visitor other = node.open("alice");

        assertThat(order(new KickConnection(alice.id(), "spam"))).isEqualTo(1);
        assertThat(order(new KickConnection(alice.id(), "spam"))).isZero();

        assertEnded(alice, CloseCode.KICKED, "spam");
        assertThat(alice.released()).isEqualTo(1);
        assertOpen(other);
    }

    @Test
    void kicksAllConnectionsOfAUser() {
        Visitor one = node.open("alice");
        Visitor two = node.open("alice");
        Visitor bob = node.open("bob");

        assertThat(order(new KickUser(ALICE, null))).isEqualTo(2);

        assertEnded(one, CloseCode.KICKED, "kicked by an administrator");
        assertEnded(two, CloseCode.KICKED, "kicked by an administrator");
        assertOpen(bob);
    }

    private Ticket letIn() {
        return node.gatekeeper()
                .admit(new TestKnock().token(node.token("alice")).made())
                .ticket();
    }

    private FakeSocket claim(Ticket ticket) {
        return node.listen(node.gatekeeper().claim(ticket.id().value()).orElseThrow());
    }

    @Test
    void kicksWhoWasLetInAndHasYetToOpenTheConnection() {
        Ticket unclaimed = letIn();
        Ticket listener = node.listeners()
                .admit(
                        new TestKnock()
                                .without("Upgrade")
                                .token(node.token("alice"))
                                .made(),
                        new Arrival(true, Set.of(GENERAL), null));
        assertThat(order(new KickUser(ALICE, "spam"))).isZero();

        for (FakeSocket socket : List.of(claim(unclaimed), node.listen(listener))) {
            assertThat(socket.closes()).containsExactly(CloseCode.KICKED);
            assertThat(socket.reasons()).containsExactly("spam");
            assertThat(socket.frames()).as("nothing was told").isEmpty();
        }
        assertThat(node.placesTaken()).isZero();
        assertThat(node.sessions().size()).isZero();
        assertThat(node.rooms().size()).isZero();
        assertThat(claim(letIn()).closes()).as("who comes back is let in").isEmpty();
    }

    @Test
    void kicksAConnectionThatHasYetToOpen() {
        Ticket one = letIn();
        Ticket other = letIn();
        assertThat(order(new KickConnection(one.id(), null))).isZero();

        assertThat(claim(one).closes()).containsExactly(CloseCode.KICKED);
        assertThat(claim(other).closes()).isEmpty();
    }

    @Test
    void forgetsAKickWhenNoTicketCanBeOlder() {
        order(new KickUser(ALICE, null));
        order(new KickUser(ALICE, "again"));
        node.advance(Duration.ofSeconds(30));
        order(new KickUser(ALICE, "once more"));
        Ticket before = new Ticket(
                new ConnectionId("c-before"), TestNode.identity("alice"), "10.0.0.1", Arrival.USUAL, 0, () -> {});
        node.advance(Duration.ofSeconds(31));
        assertThat(node.gatekeeper().kicks().of(before)).contains("once more");
        node.advance(Duration.ofSeconds(30));
        assertThat(node.gatekeeper().kicks().of(before)).isEmpty();
    }

    @Test
    void putsAUserOutOfARoom() {
        Visitor one = node.open("alice");
        Visitor two = node.open("alice");
        Visitor idle = node.open("alice");
        one.join("general");
        two.join("general");
        two.join("other");
        node.publish("general", "before");

        assertThat(order(new KickFromRoom(ALICE, GENERAL, "off topic"))).isEqualTo(2);
        node.publish("general", "after");
        node.publish("other", "elsewhere");

        for (Visitor visitor : List.of(one, two)) {
            JsonObject kicked = visitor.heard("room.kicked").get(0);
            assertThat(kicked.getString("room")).isEqualTo("general");
            assertThat(kicked.getJsonObject("data").getString("reason")).isEqualTo("off topic");
            assertOpen(visitor);
        }
        assertThat(one.contents()).containsExactly("before");
        assertThat(one.events()).endsWith("message", "room.kicked");
        assertThat(two.contents()).containsExactly("before", "elsewhere");
        assertThat(idle.heard("room.kicked")).isEmpty();
        assertThat(node.present("general")).isEmpty();
        assertThat(node.present("other")).containsExactly("alice*1");
    }

    @Test
    void putsAUserOutWithoutAReason() {
        Visitor alice = node.open("alice");
        alice.join("general");
        order(new KickFromRoom(ALICE, GENERAL, null));

        assertThat(alice.heard("room.kicked").get(0).getJsonObject("data")).isEmpty();
        alice.say("{'event':'room.join','id':'again','room':'general'}");
        assertThat(alice.ack("again")).isNotNull();
    }

    @Test
    void endsTheLastingMembershipOfWhomItPutsOut() {
        Visitor alice = node.open("alice");
        alice.say("{'event':'room.join','room':'general','data':{'lasting':true}}");
        order(new KickFromRoom(ALICE, GENERAL, null));

        JsonObject connected = node.open("alice").heard("connected").get(0);
        assertThat(connected.getJsonObject("data").getJsonArray("rooms")).hasSize(1);
    }

    @Test
    void endsTheLastingMembershipOfOneWhoIsAway() {
        Visitor alice = node.open("alice");
        alice.say("{'event':'room.join','room':'general','data':{'lasting':true}}");
        alice.line().closed(1000, "");

        assertThat(order(new KickFromRoom(ALICE, GENERAL, null))).isZero();

        JsonObject connected = node.open("alice").heard("connected").get(0);
        assertThat(connected.getJsonObject("data").getJsonArray("rooms")).hasSize(1);
    }

    @Test
    void putsOutWhoIsJustJoining() {
        Visitor alice = node.open("alice");
        node.broker().hold();
        alice.join("general");
        assertThat(order(new KickFromRoom(ALICE, GENERAL, null))).isZero();
        node.broker().letGo();

        assertThat(alice.events()).containsExactly("connected", "ack", "room.kicked");
        assertThat(node.present("general")).isEmpty();
        assertThat(node.rooms().size()).as("alice's own").isEqualTo(1);
    }

    @Test
    void endsWhoIsTooBusyToBePutOut() {
        Visitor alice = node.open("alice");
        alice.join("general");
        node.broker().hold();
        for (int i = 0; i < 1100; i++) {
            alice.say("{'event':'room.history','room':'general'}");
        }
        order(new KickFromRoom(ALICE, GENERAL, null));
        node.broker().letGo();

        assertThat(alice.socket().closes()).containsExactly(CloseCode.TRY_LATER);
        assertThat(node.present("general")).isEmpty();
    }

    @Test
    void endsTheConnectionsOfARevokedToken() {
        Visitor one = openBy("t1");
        Visitor two = openBy("t2");

        assertThat(order(new RevokeToken("t1", inAnHour(), "leaked"))).isEqualTo(1);

        assertEnded(one, CloseCode.UNAUTHORIZED, "leaked");
        assertOpen(two);
    }

    @Test
    void endsTheConnectionsOfTokensThatWereIssuedUntilThen() {
        long now = node.clock().millis();
        Visitor old = node.open(identity("t1", now - 1000), false, new FakeSocket());
        Visitor fresh = node.open(identity("t2", now + 1000), false, new FakeSocket());
        Visitor bob = node.open("bob");

        assertThat(order(new RevokeUser(ALICE, now, inAnHour(), null))).isEqualTo(1);

        assertEnded(old, CloseCode.UNAUTHORIZED, "the token was revoked");
        assertOpen(fresh);
        assertOpen(bob);
    }

    @Test
    void refusesARevokedTokenAtTheHandshake() {
        String token = node.token("alice");
        order(new RevokeUser(ALICE, node.clock().millis(), inAnHour(), null));

        assertThatThrownBy(() ->
                        node.gatekeeper().admit(new TestKnock().token(token).made()))
                .isInstanceOfSatisfying(
                        HandshakeRefused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNAUTHORIZED))
                .hasMessage("the token was revoked");
        assertThat(node.placesTaken()).isZero();
        node.advance(Duration.ofSeconds(1));
        assertThat(node.gatekeeper()
                        .admit(new TestKnock().token(node.token("alice")).made()))
                .as("by a token that was issued later")
                .isNotNull();
    }

    @Test
    void refusesARevokedTokenInTheFirstMessage() {
        order(new RevokeUser(ALICE, node.clock().millis(), inAnHour(), null));
        Visitor stranger = node.open(null, false, new FakeSocket());
        stranger.say("{'event':'auth','id':'a','data':{'token':'" + node.token("alice") + "'}}");

        assertThat(stranger.socket().closes()).containsExactly(CloseCode.UNAUTHORIZED);
        assertThat(stranger.heard()).isEmpty();
    }

    @Test
    void refusesToRenewByARevokedToken() {
        String token = node.token("alice");
        Visitor alice = node.open(identity("t1", node.clock().millis() + 1000), false, new FakeSocket());
        order(new RevokeUser(ALICE, node.clock().millis(), inAnHour(), null));
        alice.say("{'event':'auth.refresh','id':'r','data':{'token':'" + token + "'}}");

        assertThat(alice.error("r")).isEqualTo("unauthorized");
        assertOpen(alice);
    }

    @Test
    void letsAConnectionBeWhoseTokenWasReplacedBeforeItWasRevoked() {
        Visitor alice = openBy("t1");
        alice.say("{'event':'auth.refresh','id':'r','data':{'token':'" + node.token("alice") + "'}}");
        assertThat(order(new RevokeToken("t1", inAnHour(), null))).isZero();

        assertOpen(alice);
    }

    @Test
    void endsAConnectionWhoseTokenIsRevokedBetweenTheHandshakeAndItsOpening() {
        order(new RevokeToken("t1", inAnHour(), null));
        Visitor late = openBy("t1");

        assertEnded(late, CloseCode.UNAUTHORIZED, "the token was revoked");
        assertThat(late.heard()).isEmpty();
        assertThat(node.sessions().size()).isZero();
        assertThat(node.rooms().size()).isZero();
    }

    @Test
    void forgetsARevocationThatIsOver() {
        order(new RevokeToken("t1", node.clock().millis() + 60_000, null));
        node.advance(Duration.ofSeconds(91));

        assertOpen(openBy("t1"));
    }

    @Test
    void announcesToEveryone() {
        Visitor alice = node.open("alice");
        Visitor bob = node.openAlone("bob");

        assertThat(order(new Announce(NEWS))).isEqualTo(2);

        for (Visitor visitor : List.of(alice, bob)) {
            JsonObject heard = visitor.heard("notification").get(0);
            assertThat(heard).doesNotContainKeys("room", "eventId");
            assertThat(heard.getJsonObject("from").getString("userId")).isEqualTo("@server");
            assertThat(heard.getJsonNumber("ts").longValue())
                    .isEqualTo(node.clock().millis());
            assertThat(heard.getJsonObject("data").getString("title")).isEqualTo("Maintenance");
        }
    }

    @Test
    void announcesNothingBeforeTheGreeting() {
        node.broker().hold();
        Visitor alice = node.open("alice");
        order(new Announce(NEWS));
        assertThat(alice.heard()).isEmpty();
        node.broker().letGo();

        assertThat(alice.events()).containsExactly("connected", "notification");
    }

    @Test
    void keepsToTheBoundsOfTheOutboxWhenItAnnounces() {
        FakeSocket slow = new FakeSocket();
        Visitor alice = node.open(TestNode.identity("alice"), false, slow);
        Visitor bob = node.open("bob");
        slow.byHand();
        for (int i = 0; i < 17; i++) {
            order(new Announce(NEWS));
        }

        assertThat(alice.socket().closes()).containsExactly(CloseCode.TOO_SLOW);
        assertThat(bob.heard("notification")).hasSize(17);
    }
}
