package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Publisher;
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

/** Clients that are slow, or do not read at all: others do not feel them, and they get what they are due or are told to go. */
@ExtendWith(ArquillianExtension.class)
class SlowClientIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private static final int FILLING = 16_000;

    /** Without history: what is heard here went through outboxes alone. */
    private final String room = "brief/slow/" + UUID.randomUUID();

    @Test
    void endsAConnectionThatDoesNotReadAndLetsNobodyWaitForIt() {
        HeraldClient speaker = connect("speaker");
        List<HeraldClient> quick = List.of(connect("a"), connect("b"), speaker);
        quick.forEach(one -> one.join(room));
        Duration warm = talk(speaker, quick, 600);
        Duration before = talk(speaker, quick, 600);
        List<HeraldClient> stuck = List.of(stuck("x"), stuck("y"), stuck("z"));

        Duration with = talk(speaker, quick, 600);

        assertThat(with)
                .as("without: %s and %s", warm, before)
                .isLessThan(before.multipliedBy(4).plusSeconds(1));
        // The server's TCP connection is closed: a pong would be answered by a reset, which overtakes what is still to
        // read
        stuck.forEach(one -> one.answerPings(false));
        stuck.forEach(HeraldClient::readAgain);
        assertThat(stuck).allSatisfy(one -> assertThat(one.awaitEnding().code()).isEqualTo(4008));
        assertThat(stuck)
                .allSatisfy(one ->
                        assertThat(one.inbox().all("message")).isNotEmpty().hasSizeLessThan(600));
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(speaker.ack("room.members", room).getJsonArray("members"))
                                .hasSize(3));
        assertThat(quick).allSatisfy(one -> assertThat(one.ending()).isEmpty());
    }

    @Test
    void dropsWhatIsVolatileForASlowReceiverAndKeepsTheRest() {
        HeraldClient speaker = connect("speaker");
        speaker.join(room);
        List<HeraldClient> stuck =
                IntStream.range(0, 10).mapToObj(i -> stuck("slow " + i)).toList();
        long heap = server.process().liveHeap();
        String filling = "x".repeat(FILLING);
        for (int i = 0; i < 1500; i++) {
            speaker.send("room.emit", room, Body.of("name", "flood", "payload", Body.of("n", i, "filling", filling)));
        }
        String kept = speaker.say(room, "kept").getString("eventId");
        long held = server.process().liveHeap() - heap;
        stuck.forEach(HeraldClient::readAgain);

        assertThat(stuck).allSatisfy(one -> {
            one.inbox().await(event -> kept.equals(event.eventId()));
            one.roundTrip();
            List<Integer> numbers = one.inbox().all("room.event").stream()
                    .map(event -> event.data().getJsonObject("payload").getInt("n"))
                    .toList();
            assertThat(numbers)
                    .hasSizeBetween(10, 1400)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .endsWith(1499);
        });
        assertThat(held).as("240 MB were not taken").isLessThan(60_000_000);
    }

    @Test
    void holdsNoMoreForConnectionsThatAreStuckThanTheirOutboxes() {
        HeraldClient speaker = connect("speaker");
        speaker.join(room);
        long heap = server.process().liveHeap();
        List<HeraldClient> stuck =
                IntStream.range(0, 20).mapToObj(i -> stuck("stuck " + i)).toList();

        Publisher.publish(speaker, room, 1500, FILLING);

        assertThat(server.process().liveHeap() - heap)
                .as("480 MB were not taken")
                .isLessThan(60_000_000);
        assertThat(stuck).hasSize(20);
        speaker.roundTrip();
    }

    @Test
    void showsTheStateOfManyRoomsAtThePaceOfTheReceiver() {
        HeraldClient speaker = connect("speaker");
        List<String> rooms = IntStream.range(0, 20)
                .mapToObj(i -> "slow/" + UUID.randomUUID())
                .toList();
        rooms.forEach(one -> {
            speaker.join(one);
            Publisher.publish(speaker, one, 100, 2_400);
            speaker.ack("room.leave", one);
        });
        HeraldClient receiver = slow("receiver");
        receiver.stopReading();

        rooms.forEach(one -> receiver.request("room.join", one, Body.of("since", "lost-1")));
        rooms.forEach(one -> receiver.request("room.history", one, Body.of()));
        speaker.roundTrip();
        receiver.readAgain();

        List<Received> states = receiver.inbox().await(20, "room.state");
        assertThat(states).extracting(Received::room).isEqualTo(rooms);
        assertThat(states).allMatch(state -> state.data().getJsonArray("events").size() > 90);
        assertThat(receiver.inbox().await(20, one -> one.data().containsKey("complete"), Duration.ofSeconds(15)))
                .isNotEmpty();
        receiver.roundTrip();
    }

    @Test
    void replaysALongHistoryAtThePaceOfTheReceiver() {
        HeraldClient speaker = connect("speaker");
        String kept = "slow/" + UUID.randomUUID();
        String beginning = speaker.join(kept).getString("position");
        Publisher.publish(speaker, kept, 600, FILLING);
        HeraldClient receiver = slow("receiver");
        receiver.stopReading();
        receiver.request("room.join", kept, Body.of("since", beginning));
        Publisher.publish(speaker, kept, 300, FILLING);
        receiver.readAgain();

        assertThat(receiver.inbox().await(900, one -> one.is("message"), Duration.ofSeconds(30)))
                .extracting(Received::seq)
                .isEqualTo(LongStream.rangeClosed(1, 900).boxed().toList());
        receiver.roundTrip();
    }

    /** How long it takes until all have heard so many more messages. */
    private Duration talk(HeraldClient speaker, List<HeraldClient> listeners, int count) {
        int before = speaker.inbox().all("message").size();
        long start = System.nanoTime();
        Publisher.publish(speaker, room, count, FILLING);
        listeners.forEach(one -> one.inbox().await(before + count, "message"));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** A member of the room that has stopped reading. */
    private HeraldClient stuck(String user) {
        HeraldClient client = slow(user);
        client.join(room);
        client.stopReading();
        return client;
    }

    /** A client for which the kernel takes in little. */
    private HeraldClient slow(String user) {
        return mine.add(HeraldClient.connect(
                Route.to(server).receiveBuffer(65_536), Handshake.with(server).bearer(Tokens.of(user))));
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
