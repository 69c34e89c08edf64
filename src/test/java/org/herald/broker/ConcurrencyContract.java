package org.herald.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.herald.hub.Content;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds when many threads call at once. */
public abstract class ConcurrencyContract extends BrokerContract {

    private static final int THREADS = 8;
    private static final int EACH = 250;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void deliversWhatManyPublishAtOnceInOrderWithoutGapOrDuplicate() throws Exception {
        subscribe(ROOM);
        List<Position> answers = new ArrayList<>();
        for (List<Position> each : together(t -> publishMany("t" + t))) {
            assertThat(each).isSortedAccordingTo(Comparator.comparingLong(Position::seq));
            answers.addAll(each);
        }
        answers.sort(Comparator.comparingLong(Position::seq));

        assertThat(positions(roomEventsToldIn(ROOM))).isEqualTo(answers);
        assertThat(answers)
                .extracting(Position::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, THREADS * EACH).boxed().toList());
        assertThat(position().seq()).isEqualTo(THREADS * EACH);
    }

    @Test
    void keepsWhatManyPublishAtOnceAsItWasDelivered() throws Exception {
        subscribe(ROOM);
        together(t -> publishMany("t" + t));

        List<RoomEvent> delivered = roomEventsToldIn(ROOM);

        assertThat(history()).isEqualTo(delivered.subList(delivered.size() - KEEP.events(), delivered.size()));
    }

    @Test
    void publishesOnceWhatComesManyTimesAtOnce() throws Exception {
        subscribe(ROOM);
        for (int round = 1; round <= 20; round++) {
            String key = "k" + round;
            List<Published> answers = together(t -> publish(keyed(key, by(ALICE, said(key)))));

            assertThat(answers.stream().filter(answer -> !answer.duplicate())).hasSize(1);
            assertThat(answers)
                    .extracting(Published::position)
                    .containsOnly(new Position(position().epoch(), round));
        }
        assertThat(roomEventsToldIn(ROOM)).hasSize(20);
    }

    @Test
    void deletesOnceWhatManyDeleteAtOnce() throws Exception {
        Position message = say("one");

        List<Boolean> deleted = together(t -> broker.log()
                .publish(by(ALICE, new RoomEvent.Deleted(message)))
                .handle((published, refused) -> refused == null)
                .toCompletableFuture()
                .join());

        assertThat(deleted).containsOnlyOnce(true);
        assertThat(position().seq()).isEqualTo(2);
    }

    @Test
    void neverShowsAnEditWithoutItsEvent() throws Exception {
        Position message = say("0");
        List<Boolean> consistent = together(t -> {
            boolean good = true;
            for (int i = 0; i < 50; i++) {
                if (t == 0) {
                    Content content = new Content.Value("" + i);
                    publish(by(ALICE, new RoomEvent.Edited(message, content)));
                } else {
                    good &= isConsistent(history());
                }
            }
            return good;
        });

        assertThat(consistent).containsOnly(true);
    }

    @Test
    void missesNothingBetweenSubscribingAndUnsubscribingWhileOthersPublish() throws Exception {
        Future<List<Position>> publishing = threads.submit(() -> publishMany("p"));
        int rounds = 0;
        Set<Position> seen = new HashSet<>();
        while (!publishing.isDone() || rounds < 5) {
            int before = node.roomEvents(ROOM).size();
            subscribe(ROOM);
            Position from = position();
            say("round " + rounds++);
            Position to = position();
            eventually().until(() -> hasHeard(before, to));
            unsubscribe(ROOM);

            List<RoomEvent> heard = node.roomEvents(ROOM);
            List<RoomEvent> session = heard.subList(before, heard.size());
            assertThat(session.get(0).position().seq()).isLessThanOrEqualTo(from.seq() + 1);
            for (int i = 1; i < session.size(); i++) {
                assertThat(session.get(i).position())
                        .isEqualTo(session.get(i - 1).position().next());
            }
            assertThat(positions(session)).allMatch(seen::add);
            say("not heard");
            assertThat(node.roomEvents(ROOM)).hasSize(heard.size());
        }
        assertThat(publishing.get()).hasSize(EACH);
    }

    private boolean hasHeard(int before, Position to) {
        List<RoomEvent> heard = node.roomEvents(ROOM);
        return heard.size() > before && heard.get(heard.size() - 1).position().seq() >= to.seq();
    }

    private List<Position> publishMany(String name) {
        List<Position> answers = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            answers.add(say(name + "-" + i));
        }
        return answers;
    }

    /** Whether the message says what the last edit after it says. */
    private static boolean isConsistent(List<RoomEvent> events) {
        RoomEvent.Body last = events.get(events.size() - 1).body();
        return !(last instanceof RoomEvent.Edited edited)
                || events.get(0).body().content().equals(edited.content());
    }

    private interface Work<T> {
        T doAs(int thread) throws Exception;
    }

    /** What came of the same work on all threads, begun at the same moment. */
    private <T> List<T> together(Work<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<T>> all = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            all.add(() -> {
                start.await();
                return work.doAs(thread);
            });
        }
        List<T> results = new ArrayList<>();
        for (Future<T> result : threads.invokeAll(all)) {
            results.add(result.get());
        }
        return results;
    }
}
