package org.herald.transport.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.herald.auth.Namespaces;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Range;
import org.herald.broker.Recorder;
import org.herald.broker.local.LocalBroker;
import org.herald.config.Settings;
import org.herald.hub.ErrorCode;
import org.herald.hub.HubListener;
import org.herald.hub.Inlet;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.TimerWheel;
import org.herald.inside.Outcome;
import org.herald.inside.Publication;
import org.herald.limits.LimitSettings;
import org.herald.session.Voice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventDoorTest {

    private static final RoomName ROOM = new RoomName("orders/new");
    private static final int LARGEST = 1000;

    private final LocalBroker broker = new LocalBroker(
            Clock.systemUTC(),
            System::nanoTime,
            new TimerWheel(Duration.ofMillis(100), 64, System::nanoTime, fault -> {}),
            Runnable::run,
            1,
            1024,
            fault -> {});
    private final List<ErrorCode> refusals = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final HubListener counts = new HubListener() {
        @Override
        public void refused(ErrorCode code) {
            refusals.add(code);
        }
    };
    private final Voice voice = new Voice(
            broker,
            new RoomPolicy(Namespaces.from(new Settings(key -> Optional.empty()))),
            Clock.systemUTC(),
            counts,
            Inlet.EVENT);
    private final Reading reading = new Reading(new LimitSettings.Messages(LARGEST, 4));
    private final EventDoor door = new EventDoor(voice, reading, Runnable::run, System::nanoTime);

    @BeforeEach
    void start() {
        broker.start(new Recorder());
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private void fire(Publication publication) {
        door.accept(publication.told(outcomes::add));
    }

    private List<RoomEvent> history() {
        return broker.log()
                .read(ROOM, Range.newest(100, 1_000_000))
                .toCompletableFuture()
                .join()
                .events();
    }

    @Test
    void publishesATextFromTheServerAndJsonFromAUser() {
        fire(Publication.text(ROOM.value(), "4711 is in"));
        fire(Publication.json(ROOM.value(), "{\"order\":4711}").from("alice"));

        assertThat(history())
                .extracting(event ->
                        event.from().user() + " " + event.body().content().size())
                .containsExactlyInAnyOrder("@server 12", "alice 14");
        assertThat(outcomes).allMatch(Outcome::isPublished);
    }

    @Test
    void publishesOnceWhatIsFiredAgainUnderItsName() {
        fire(Publication.text(ROOM.value(), "4711 is in").id("order-4711"));
        fire(Publication.text(ROOM.value(), "4711 is in").id("order-4711"));

        assertThat(history()).hasSize(1);
        assertThat(outcomes).extracting(Outcome::duplicate).containsExactly(false, true);
        assertThat(outcomes.get(1).eventId()).isEqualTo(outcomes.get(0).eventId());
        assertThat(outcomes.get(1).ts()).isEqualTo(outcomes.get(0).ts());
    }

    @Test
    void namesTheFieldAndTheRuleOfWhatItRefuses() {
        fire(Publication.text("no room", "x"));
        fire(Publication.text(ROOM.value(), ""));
        fire(Publication.text(ROOM.value(), "x").from(""));
        fire(Publication.text(ROOM.value(), "x").id("x".repeat(129)));
        fire(Publication.text(ROOM.value(), "x".repeat(LARGEST)));
        fire(Publication.json(ROOM.value(), "[" + "1,".repeat(LARGEST) + "1]"));
        fire(Publication.json(ROOM.value(), "{"));

        assertThat(outcomes)
                .extracting(outcome -> outcome.refusal() + " " + outcome.message())
                .containsExactly(
                        "invalid_data room: a room is 1-128 characters of A-Z a-z 0-9 . _ : / - and starts with a"
                                + " letter or digit",
                        "invalid_data text: must be a string of 1 to 2000 characters",
                        "invalid_data from: a user id is 1-128 characters",
                        "invalid_data id: must be a string of 1 to 128 characters",
                        "invalid_data text: must be at most 1000 bytes",
                        "invalid_data json: must be at most 1000 bytes",
                        "bad_json no JSON at character 2");
        assertThat(refusals).hasSize(7);
        assertThat(history()).isEmpty();
    }

    @Test
    void tellsOfAStoreThatIsAway() {
        broker.close();

        fire(Publication.text(ROOM.value(), "x"));

        assertThat(outcomes).extracting(Outcome::refusal).containsExactly("unavailable");
        assertThat(refusals).containsExactly(ErrorCode.UNAVAILABLE);
    }

    @Test
    void doesNotFailWithWhoeverListens() {
        door.accept(Publication.text(ROOM.value(), "one").told(outcome -> {
            throw new IllegalStateException("of the application");
        }));
        door.accept(Publication.text(ROOM.value(), "two"));

        assertThat(history()).hasSize(2);
    }

    @Test
    void doesNotFailWithAFaultOfItsOwn() {
        EventDoor faulty = new EventDoor(voice, new Reading(null), Runnable::run, System::nanoTime);

        faulty.accept(Publication.text(ROOM.value(), "x").told(outcomes::add));

        assertThat(outcomes).extracting(Outcome::refusal).containsExactly("internal");
        assertThat(refusals).containsExactly(ErrorCode.INTERNAL);
    }

    @Test
    void tellsTheOutcomeItselfWhereNobodyElseDoes() {
        EventDoor stopping = new EventDoor(
                voice,
                reading,
                task -> {
                    throw new RejectedExecutionException("the server stops");
                },
                System::nanoTime);

        stopping.accept(Publication.text(ROOM.value(), "x").told(outcomes::add));

        assertThat(outcomes).hasSize(1);
    }
}
