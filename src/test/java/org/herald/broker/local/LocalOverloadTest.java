package org.herald.broker.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.herald.broker.BrokerContract;
import org.herald.broker.BrokerFixture;
import org.herald.broker.Publication;
import org.herald.hub.ErrorCode;
import org.herald.hub.HandExecutor;
import org.herald.hub.VolatileEvent;
import org.junit.jupiter.api.Test;

/** What happens when deliveries do not keep up: the executor runs only when it is told to. */
class LocalOverloadTest extends BrokerContract {

    private final HandExecutor executor = new HandExecutor();
    private final LocalFixture local = new LocalFixture(executor, 2);

    @Test
    void refusesAPublicationInAFullLaneAndStoresNothingOfIt() {
        subscribe(ROOM);
        say("1");
        say("2");
        Publication third = keyed("k", by(ALICE, said("3")));

        assertRefused(broker.log().publish(third), ErrorCode.UNAVAILABLE);
        assertThat(position().seq()).isEqualTo(2);
        assertThat(texts(history())).containsExactly("1", "2");

        executor.runAll();
        assertThat(publish(third).duplicate()).isFalse();
        executor.runAll();
        assertThat(texts(node.roomEvents(ROOM))).containsExactly("1", "2", "3");
        assertThat(texts(history())).containsExactly("1", "2", "3");
    }

    @Test
    void dropsAVolatileEventInAFullLane() {
        subscribe(ROOM);
        VolatileEvent event = VolatileEvent.in(ROOM, new VolatileEvent.TypingStarted(ALICE));
        for (int i = 0; i < 3; i++) {
            broker.fanout().emit(event);
        }
        executor.runAll();

        assertThat(node.events()).containsExactly(event, event);
    }

    @Test
    void takesAnyNumberOfPublicationsToARoomThatNobodyHears() {
        for (int i = 0; i < 10; i++) {
            say("" + i);
        }

        assertThat(executor.waiting()).isZero();
        assertThat(position().seq()).isEqualTo(10);
    }

    @Test
    void endsASubscriptionWhenWhatWasUnderWayIsOver() {
        subscribe(ROOM);
        say("1");
        say("2");
        CompletableFuture<Void> ended = broker.interest().unsubscribe(ROOM).toCompletableFuture();
        assertThat(ended).isNotDone();

        executor.runAll();

        assertThat(ended).isCompleted();
        assertThat(node.events()).isEmpty();
    }

    @Test
    void doesNotGiveANewSubscriptionWhatTheOldOneLeft() {
        subscribe(ROOM);
        say("old");
        var ended = broker.interest().unsubscribe(ROOM);
        subscribe(ROOM);
        executor.runAll();
        of(ended);
        say("new");
        executor.runAll();

        assertThat(texts(node.roomEvents(ROOM))).containsExactly("new");
    }

    @Test
    void failsWhatIsUnderWayWhenItIsClosed() {
        subscribe(ROOM);
        say("1");
        var ended = broker.interest().unsubscribe(ROOM);
        broker.close();

        assertRefused(ended, ErrorCode.UNAVAILABLE);
        executor.runAll();
        assertThat(node.events()).isEmpty();
    }

    @Test
    void deliversOnWhenTheListenerFails() {
        RuntimeException fault = new IllegalStateException("broken");
        node.failWith(fault);
        subscribe(ROOM);
        say("1");
        say("2");
        executor.runAll();

        assertThat(texts(node.roomEvents(ROOM))).containsExactly("1", "2");
        assertThat(local.takeFaults()).containsExactly(fault, fault);
    }

    @Override
    protected BrokerFixture open() {
        return local;
    }
}
