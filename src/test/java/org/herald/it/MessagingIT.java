package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URL;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.HandshakeRefused;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Received;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Herald is for, from end to end: what one user says in a room, the others there receive. */
@Tag("newer-jdk")
@ExtendWith(ArquillianExtension.class)
class MessagingIT {

    private static final String ROOM = "messaging/general";

    @ArquillianResource
    private Server server;

    @ArquillianResource
    private URL url;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void isReachedOnLoopback() {
        assertThat(url).hasToString(server.base() + "/").hasHost("127.0.0.1");
    }

    @Test
    void refusesAStrangerBeforeTheUpgrade() {
        HandshakeRefused refused = catchThrowableOfType(
                HandshakeRefused.class, () -> HeraldClient.connect(server, handshake -> handshake));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.answer().header("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
        assertThat(refused.answer().json().getString("code")).isEqualTo("unauthorized");
    }

    @Test
    void welcomesAUserByName() {
        HeraldClient alice = connect("alice");

        assertThat(alice.userId()).isEqualTo("alice");
        assertThat(alice.connectionId()).isNotEmpty();
    }

    @Test
    void deliversWhatOneSaysToTheOtherAndToHimself() {
        HeraldClient alice = connect("alice");
        HeraldClient bob = connect("bob");
        alice.join(ROOM);
        bob.join(ROOM);

        String eventId = alice.say(ROOM, "hello, bob").getString("eventId");

        for (HeraldClient one : new HeraldClient[] {alice, bob}) {
            Received message = one.inbox().await("message");
            assertThat(message.room()).isEqualTo(ROOM);
            assertThat(message.content()).isEqualTo("hello, bob");
            assertThat(message.fromUser()).isEqualTo("alice");
            assertThat(message.eventId()).isEqualTo(eventId);
        }
    }

    @Test
    void deliversInTheOrderOfSending() {
        HeraldClient alice = connect("alice");
        HeraldClient bob = connect("bob");
        bob.join(ROOM + "/order");
        alice.join(ROOM + "/order");

        for (int i = 0; i < 50; i++) {
            alice.say(ROOM + "/order", "number " + i);
        }

        assertThat(bob.inbox().await(50, "message"))
                .extracting(Received::content)
                .startsWith("number 0", "number 1")
                .endsWith("number 49");
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
