package org.herald.transport.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.herald.auth.Namespaces;
import org.herald.broker.Publication;
import org.herald.broker.Published;
import org.herald.broker.Retention;
import org.herald.hub.Content;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Sender;
import org.herald.hub.TimerWheel;
import org.herald.hub.UserId;
import org.herald.protocol.Ack;
import org.herald.session.Voice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboundTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final RoomName ORDERS = new RoomName("orders/new");
    private static final TimerWheel WHEEL = new TimerWheel(Duration.ofMillis(100), 64, System::nanoTime, fault -> {});

    private final TestProvider provider = new TestProvider();
    private final Outbound outbound = new Outbound("topic", provider, WHEEL);
    private final Thread thread = new Thread(outbound);
    private final Store store = new Store(broker ->
            new BridgedBroker(broker, outbound, new Writing(Namespaces.from(Store.SETTINGS), Set.of("orders"))));

    @AfterEach
    void stop() throws InterruptedException {
        outbound.stop();
        thread.join(PATIENCE.toMillis());
        store.close();
        assertThat(thread.isAlive()).isFalse();
    }

    private void start() {
        thread.start();
        Awaitility.await("the topic").atMost(PATIENCE).until(outbound::isUp);
    }

    private CompletableFuture<Ack.Sent> say(String room, String id) {
        return say(room, id, "hello");
    }

    private CompletableFuture<Ack.Sent> say(String room, String id, String text) {
        return store.voice()
                .say(new Voice.Speech(
                        new RoomName(room), new Content.Value('"' + text + '"'), null, new UserId("alice"), id))
                .toCompletableFuture();
    }

    /** As a client of the user's says it. */
    private Published publish(RoomEvent.Body body, String id, int kept) {
        return store.publish(new Publication(
                ORDERS, new Sender(new UserId("mallory"), null), body, id, true, false, new Retention(kept, HOUR)));
    }

    private static void assertRefused(CompletableFuture<?> answer) {
        assertThat(answer)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .havingCause()
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .extracting(refused -> refused.code().wire())
                .isEqualTo("unavailable");
    }

    @Test
    void tellsWhatHappensInItsNamespacesAndNothingElse() {
        start();

        Ack.Sent sent = say("orders/new", null).join();
        say("general", null).join();
        say("@bob", null).join();

        Notice notice = provider.told().get(0);
        assertThat(provider.told()).hasSize(1);
        assertThat(notice.properties())
                .containsEntry("heraldRoom", "orders/new")
                .containsEntry("heraldNamespace", "orders")
                .containsEntry("heraldEvent", "message")
                .containsEntry("heraldEventId", sent.eventId().toString());
        assertThat(notice.text())
                .isEqualTo(
                        "{\"event\":\"message\",\"room\":\"orders/new\",\"eventId\":\"" + sent.eventId() + "\",\"ts\":"
                                + sent.ts() + ",\"from\":{\"userId\":\"alice\"},\"data\":{\"content\":\"hello\"}}");
    }

    @Test
    void storesNothingThatItCouldNotTell() {
        provider.away(true);
        thread.start();

        assertRefused(say("orders/new", "u1"));
        say("general", null).join();

        assertThat(store.count("orders/new")).isZero();
        assertThat(store.count("general")).isEqualTo(1);
    }

    @Test
    void tellsAgainWhatWasNotAnswered() {
        start();
        provider.failToCommitOnce();
        CompletableFuture<Ack.Sent> first = say("orders/new", "u1");
        assertRefused(first);
        Awaitility.await("the topic again").atMost(PATIENCE).until(outbound::isUp);
        provider.told().clear();

        Ack.Sent again = say("orders/new", "u1").join();

        assertThat(again.duplicate()).isTrue();
        assertThat(store.count("orders/new")).isEqualTo(1);
        assertThat(provider.told())
                .extracting(notice -> notice.properties().get("heraldEventId"))
                .containsExactly(again.eventId().toString());
    }

    @Test
    void tellsOfWhatIsSaidAgainAsItIsStored() {
        start();
        Ack.Sent first = say("orders/new", "u1").join();
        String told = provider.told().get(0).text();

        Ack.Sent again = say("orders/new", "u1", "forged").join();

        assertThat(again.eventId()).isEqualTo(first.eventId());
        assertThat(provider.told()).extracting(Notice::text).containsExactly(told, told);
    }

    @Test
    void tellsOfNoEditThatWasNotLookedAt() {
        start();
        Position alices = say("orders/new", null).join().eventId();
        Content own = new Content.Value("\"own\"");
        Position mallorys =
                publish(new RoomEvent.Message(own, null, null), null, 100).position();
        publish(new RoomEvent.Edited(mallorys, own), "u1", 100);
        provider.told().clear();

        Published again = publish(new RoomEvent.Edited(alices, new Content.Value("\"forged\"")), "u1", 100);

        assertThat(again.duplicate()).isTrue();
        assertThat(provider.told())
                .singleElement()
                .satisfies(notice -> assertThat(notice.text())
                        .contains("\"message.edited\"", "\"messageId\":\"" + mallorys + '"', "\"own\"")
                        .doesNotContain("forged", '"' + alices.toString() + '"'));
    }

    @Test
    void tellsNothingOfWhatIsSaidAgainAndIsNotKept() {
        start();
        RoomEvent.Body body = new RoomEvent.Message(new Content.Value("\"one\""), null, null);
        publish(body, "u1", 1);
        publish(body, "u2", 1);
        provider.told().clear();

        Published again = publish(body, "u1", 1);

        assertThat(again.duplicate()).isTrue();
        assertThat(provider.told()).isEmpty();
    }

    @Test
    void refusesWhatWaitsWhenItStops() throws InterruptedException {
        start();
        outbound.stop();
        thread.join(PATIENCE.toMillis());

        assertRefused(say("orders/new", null));
        assertThat(outbound.isUp()).isFalse();
    }

    @Test
    void refusesAtOnceAndGoesOnAfterWhateverWentWrong() {
        start();
        provider.failOnce();

        assertRefused(say("orders/new", "u1"));

        Awaitility.await("the topic again").atMost(PATIENCE).until(outbound::isUp);
        assertThat(say("orders/new", "u1").join().duplicate()).isTrue();
    }
}
