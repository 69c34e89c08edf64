package org.herald.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.herald.hub.ErrorCode;
import org.herald.hub.Position;
import org.herald.hub.Status;
import org.herald.hub.VolatileEvent;
import org.junit.jupiter.api.Test;

/** What {@link Broker#close} means. */
public abstract class LifetimeContract extends BrokerContract {

    @Test
    void refusesEverythingAfterItWasClosed() {
        Position position = say("before");
        broker.close();

        VolatileEvent event = VolatileEvent.of(new VolatileEvent.Emitted("x", null));
        List<Supplier<CompletionStage<?>>> calls = List.of(
                () -> broker.log().publish(by(ALICE, said("late"))),
                () -> broker.log().read(ROOM, Range.newest(1, 1)),
                () -> broker.log().position(ROOM),
                () -> broker.fanout().send(event, A1, Set.of(ROOM)),
                () -> broker.interest().subscribe(ROOM),
                () -> broker.interest().unsubscribe(ROOM),
                () -> broker.presence().enter(ROOM, ALICE, A1, true),
                () -> broker.presence().exit(ROOM, ALICE, A1, Duration.ZERO, true),
                () -> broker.presence().members(ROOM, 1),
                () -> broker.presence().status(ALICE, Status.ONLINE),
                () -> broker.memberships().add(ALICE, ROOM, 1),
                () -> broker.memberships().remove(ALICE, ROOM),
                () -> broker.memberships().of(ALICE),
                () -> broker.readMarks().advance(ROOM, ALICE, position),
                () -> broker.quota().acquire(ALICE, A1, 1),
                () -> broker.quota().release(ALICE, A1),
                () -> broker.presence().count(ROOM),
                () -> broker.directory().nodes(),
                () -> broker.directory().connections(new ConnectionQuery(null, null, null, null, 1)),
                () -> broker.directory().rooms(new RoomQuery("", null, 1)),
                () -> broker.control().send(new ControlMessage.KickUser(ALICE, null)));

        assertThat(calls).allSatisfy(call -> assertRefused(call.get(), ErrorCode.UNAVAILABLE));
    }

    @Test
    void deliversNothingAfterItWasClosed() {
        subscribe(ROOM);
        of(broker.presence().enter(ROOM, ALICE, A1, false));
        of(broker.presence().exit(ROOM, ALICE, A1, Duration.ofSeconds(5), true));
        assertThat(volatileEventsToldIn(ROOM)).isEmpty();
        int before = node.events().size();
        broker.close();

        broker.fanout().emit(VolatileEvent.in(ROOM, new VolatileEvent.Emitted("x", null)));
        fixture.advance(Duration.ofSeconds(6));

        assertThat(node.events()).hasSize(before);
    }

    @Test
    void canBeClosedTwice() {
        broker.close();
        broker.close();
    }
}
