package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HandshakeRefused;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Received;
import org.herald.it.kit.Route;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How much a client may do (docs/configuration.md, {@code herald.limits.*}), and what becomes of one who does more. */
@ExtendWith(ArquillianExtension.class)
class RatesIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("strict")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private final String run = UUID.randomUUID().toString();

    @Test
    void countsMessagesByUserOverAllConnections() {
        HeraldClient first = connect("talker " + run, "127.0.41.1");
        HeraldClient second = connect("talker " + run, "127.0.41.1");
        HeraldClient other = connect("other " + run, "127.0.41.1");
        List.of(first, second, other).forEach(one -> one.join(run));

        List<Received> replies = Stream.concat(
                        replies(first, 20, "message.send", Body.of("content", "c")).stream(),
                        replies(second, 20, "message.send", Body.of("content", "c")).stream())
                .toList();

        assertThat(replies).filteredOn(one -> one.is("ack")).hasSizeBetween(20, 24);
        assertThat(replies).filteredOn(one -> one.is("error")).allSatisfy(one -> {
            assertThat(one.code()).isEqualTo("rate_limited");
            assertThat(one.data()).containsOnlyKeys("code", "message", "retryAfterMs");
            assertThat(one.data().getInt("retryAfterMs")).isBetween(1, 3000);
        });
        assertThat(second.refusal("direct.send", null, Body.of("to", "x", "content", "c")))
                .isEqualTo("rate_limited");
        first.roundTrip();
        assertThat(other.say(run, "not limited")).isNotEmpty();
    }

    @Test
    void letsAClientGoOnAfterTheTimeItWasTold() {
        HeraldClient client = connect("waiter " + run, "127.0.41.2");
        client.join(run);
        List<Received> refused = replies(client, 40, "typing.start", null).stream()
                .filter(one -> one.is("error"))
                .toList();

        assertThat(refused).isNotEmpty().allSatisfy(one -> {
            assertThat(one.code()).isEqualTo("rate_limited");
            assertThat(one.data().getInt("retryAfterMs")).isBetween(1, 100);
        });
        Awaitility.await()
                .pollInterval(Duration.ofMillis(200))
                .until(() -> client.reply("typing.start", run, null).is("ack"));
    }

    @Test
    void countsVolatileEventsAndRequestsByConnectionAndApart() {
        HeraldClient busy = connect("busy " + run, "127.0.41.3");
        HeraldClient idle = connect("busy " + run, "127.0.41.3");
        busy.join(run);
        idle.join(run);
        assertThat(replies(busy, 60, "room.list", null))
                .filteredOn(one -> one.is("ack"))
                .hasSizeBetween(49, 55);

        assertThat(busy.ack("room.emit", run, Body.of("name", "n", "payload", 1)))
                .isEmpty();
        assertThat(busy.say(run, "still")).isNotEmpty();
        idle.roundTrip();
    }

    @Test
    void endsAConnectionThatDoesNotHeedTheLimit() {
        for (String event : List.of("ping", "room.emit", "message.send")) {
            HeraldClient client = connect(event + run, "127.0.41.4");
            client.join(run);
            for (int i = 0; i < 400 && client.ending().isEmpty(); i++) {
                send(client, event);
            }

            // what is still being sent into the closed connection may have it reset before the code is read
            assertThat(client.awaitEnding().code()).as(event).isIn(4029, 1006);
            assertThat(server.log().text())
                    .containsPattern("closed connection=" + client.connectionId() + " .*code=4029");
            assertThat(client.inbox().all("error"))
                    .hasSizeGreaterThanOrEqualTo(100)
                    .allMatch(one -> "rate_limited".equals(one.code()));
        }
    }

    @Test
    void keepsAConnectionThatHeedsTheLimitNowAndThen() {
        HeraldClient client = connect("mixed " + run, "127.0.41.5");
        client.join(run);
        for (int round = 0; round < 3; round++) {
            assertThat(replies(client, 70, "typing.stop", null))
                    .filteredOn(one -> one.is("error"))
                    .hasSizeGreaterThan(40);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> client.reply("typing.stop", run, null).is("ack"));
        }

        client.roundTrip();
    }

    @Test
    void letsAConnectionIntoSoManyRooms() {
        HeraldClient client = connect("guest " + run, "127.0.41.6");
        for (int i = 0; i < 3; i++) {
            client.join(run + i);
        }
        assertThat(client.refusal("room.join", run + 3, null)).isEqualTo("too_many_rooms");
        client.join(run + 2);
        client.ack("room.leave", "@guest " + run);
        client.join("@guest " + run);
        client.ack("room.leave", run + 0);
        client.join(run + 3);
    }

    @Test
    void givesAUserSoManyLastingRooms() {
        HeraldClient client = connect("settler " + run, "127.0.41.7");
        for (int i = 0; i < 3; i++) {
            client.ack("room.join", run + i, Body.of("lasting", true));
        }
        HeraldClient idle = mine.add(HeraldClient.connect(
                Route.to(server).from("127.0.41.7"),
                Handshake.with(server).bearer(Tokens.of("settler " + run)).query("join", "none")));
        assertThat(idle.refusal("room.join", run + 3, Body.of("lasting", true))).isEqualTo("too_many_rooms");
        idle.ack("room.join", run + 2, Body.of("lasting", true));
        client.ack("room.leave", run + 0);
        idle.ack("room.join", run + 3, Body.of("lasting", true));
    }

    @Test
    void givesAUserSoManyConnections() {
        HeraldClient first = connect("many " + run, "127.0.41.8");
        connect("many " + run, "127.0.41.8");

        assertThat(catchThrowableOfType(HandshakeRefused.class, () -> connect("many " + run, "127.0.41.8"))
                        .answer()
                        .json()
                        .getString("code"))
                .isEqualTo("too_many_connections");
        first.close();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(2))
                .ignoreExceptions()
                .until(() -> connect("many " + run, "127.0.41.8").userId().startsWith("many"));
    }

    private void send(HeraldClient client, String event) {
        try {
            client.send(event, run, Body.of("content", "c", "name", "n", "payload", 1));
        } catch (UncheckedIOException e) {
            // ended meanwhile
        }
    }

    private List<Received> replies(HeraldClient client, int count, String event, JsonObject data) {
        List<CompletableFuture<Received>> replies = IntStream.range(0, count)
                .mapToObj(i -> client.request(event, run, data))
                .toList();
        return replies.stream()
                .map(reply -> reply.orTimeout(15, TimeUnit.SECONDS).join())
                .toList();
    }

    /** @param source counts apart from others: handshakes are limited by address */
    private HeraldClient connect(String user, String source) {
        return mine.add(HeraldClient.connect(
                Route.to(server).from(source), Handshake.with(server).bearer(Tokens.of(user))));
    }
}
