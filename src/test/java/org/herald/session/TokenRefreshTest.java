package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.herald.hub.CloseCode;
import org.herald.hub.Identity;
import org.herald.hub.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenRefreshTest {

    private final TestNode node = new TestNode();

    @AfterEach
    void close() {
        node.close();
    }

    private Visitor open(Identity.Grants grants) {
        Identity identity = new Identity(
                new UserId("alice"), Set.of(), grants, null, null, node.clock().millis() + 120_000);
        return node.open(identity, false, new FakeSocket());
    }

    private static void refresh(Visitor visitor, String token) {
        visitor.say("{'event':'auth.refresh','id':'r','data':{'token':'" + token + "'}}");
    }

    @Test
    void prolongsTheConnection() {
        Visitor alice = open(Identity.Grants.NONE);
        node.advance(Duration.ofSeconds(80));
        refresh(alice, node.token("alice", Duration.ofMinutes(5)));
        assertThat(alice.ack("r")).isEmpty();
        node.advance(Duration.ofSeconds(80));
        assertThat(alice.socket().closes()).isEmpty();
        alice.line().pong(new byte[0]);
        assertThat(alice.heard("auth.expiring")).as("of the first token").hasSize(1);
        for (int i = 0; i < 4; i++) {
            node.advance(Duration.ofMinutes(1));
            alice.line().pong(new byte[0]);
        }
        assertThat(alice.heard("auth.expiring")).hasSize(2);
        assertThat(alice.socket().closes()).containsExactly(CloseCode.UNAUTHORIZED);
    }

    @Test
    void isRefusedForSomebodyElse() {
        Visitor alice = open(Identity.Grants.NONE);
        refresh(alice, node.token("bob"));
        assertThat(alice.error("r")).isEqualTo("unauthorized");
        node.advance(Duration.ofSeconds(60));
        alice.line().pong(new byte[0]);
        node.advance(Duration.ofSeconds(59));
        assertThat(alice.socket().closes()).isEmpty();
        node.advance(Duration.ofSeconds(2));
        assertThat(alice.socket().closes()).containsExactly(CloseCode.UNAUTHORIZED);
    }

    @Test
    void isRefusedWithABadToken() {
        Visitor alice = open(Identity.Grants.NONE);
        refresh(alice, "nonsense");
        assertThat(alice.error("r")).isEqualTo("unauthorized");
        alice.say("{'event':'ping','id':'p'}");
        assertThat(alice.ack("p")).isNotNull();
    }

    @Test
    void putsTheConnectionOutOfRoomsTheNewTokenDoesNotAllow() {
        Visitor alice = open(new Identity.Grants(List.of("owners/*"), List.of(), List.of()));
        alice.join("owners/bob");
        alice.say("{'event':'room.join','room':'general'}");
        assertThat(node.present("owners/bob")).containsExactly("alice*1");
        refresh(alice, node.token("alice"));
        node.publish("owners/bob", "secret");
        node.publish("general", "open");

        assertThat(alice.ack("r")).isEmpty();
        assertThat(alice.heard("room.kicked")).hasSize(1);
        assertThat(alice.heard("room.kicked").get(0).getString("room")).isEqualTo("owners/bob");
        assertThat(alice.contents()).containsExactly("open");
        assertThat(node.present("owners/bob")).isEmpty();
    }
}
