package org.herald.broker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.herald.broker.Publication;
import org.herald.broker.Published;
import org.herald.broker.Retention;
import org.herald.hub.Content;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Sender;
import org.junit.jupiter.api.Test;

class StoredRoomsTest {

    private static final RoomName ROOM = new RoomName("general");

    private final Set<RoomName> inUse = ConcurrentHashMap.newKeySet();
    private final StoredRooms rooms = new StoredRooms(inUse::contains);

    @Test
    void takesNoMemoryForRoomsThatWereOnlyAskedFor() {
        assertThat(rooms.peek(ROOM, StoredRoom::head)).isEmpty();

        assertThat(rooms.count()).isZero();
    }

    @Test
    void forgetsRoomsInWhichNothingHappenedAfterFiveMinutes() {
        rooms.use(ROOM, 0, StoredRoom::head);

        rooms.sweep(300_000);
        assertThat(rooms.count()).isEqualTo(1);

        rooms.sweep(300_001);
        assertThat(rooms.count()).isZero();
    }

    @Test
    void forgetsRoomsAfterTheAgeOfTheirHistory() {
        publish("k", new Retention(10, Duration.ofMinutes(10)), 0);

        rooms.sweep(600_000);
        assertThat(rooms.count()).isEqualTo(1);

        rooms.sweep(600_001);
        assertThat(rooms.count()).isZero();
    }

    @Test
    void keepsRoomsThatAreInUse() {
        inUse.add(ROOM);
        Position position = publish(null, new Retention(10, Duration.ZERO), 0).position();

        rooms.sweep(1_000_000);

        assertThat(rooms.peek(ROOM, StoredRoom::head)).contains(position);
    }

    @Test
    void forgetsTheOldestRequestsWhenThereAreTooMany() {
        Retention nothing = new Retention(0, Duration.ofHours(1));
        for (int i = 0; i <= Answers.MOST; i++) {
            publish("k" + i, nothing, 0);
        }

        assertThat(publish("k1", nothing, 0).duplicate()).isTrue();
        assertThat(publish("k0", nothing, 0).duplicate()).isFalse();
    }

    @Test
    void makesARoomAnewThatWasForgottenWhileSomebodyWaitedForIt() {
        Position old = publish(null, new Retention(0, Duration.ZERO), 0).position();
        List<Position> later = new CopyOnWriteArrayList<>();
        Thread waiting = new Thread(() -> later.add(rooms.use(ROOM, 0, StoredRoom::head)));
        rooms.use(ROOM, 0, room -> {
            waiting.start();
            await().until(() -> waiting.getState() == Thread.State.BLOCKED);
            rooms.sweep(1_000);
            return null;
        });

        await().until(() -> later.size() == 1);
        assertThat(later.get(0).sameEpoch(old)).isFalse();
        assertThat(rooms.peek(ROOM, StoredRoom::head)).contains(later.get(0));
    }

    @Test
    void neverGivesOutAPositionTwiceWhileRoomsComeAndGo() {
        Retention nothing = new Retention(0, Duration.ZERO);
        AtomicLong time = new AtomicLong();
        Set<Position> seen = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 20_000).parallel().forEach(i -> {
            long now = time.incrementAndGet();
            if (i % 10 == 0) {
                rooms.sweep(now + 1000);
            } else {
                Position position = publish(null, nothing, now).position();
                assertThat(seen.add(position)).as(position.toString()).isTrue();
            }
        });
        assertThat(epochs(seen)).hasSizeGreaterThan(10);
    }

    private static Set<String> epochs(Set<Position> positions) {
        Set<String> epochs = new HashSet<>();
        positions.forEach(position -> epochs.add(position.epoch()));
        return epochs;
    }

    private Published publish(String key, Retention retention, long now) {
        RoomEvent.Body body = new RoomEvent.Message(new Content.Value("1"), null, null);
        Publication publication = new Publication(ROOM, Sender.SERVER, body, key, true, false, retention);
        return rooms.use(ROOM, now, room -> room.publish(publication, now, event -> true));
    }
}
