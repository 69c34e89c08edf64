package org.herald.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RoomsTest {

    private static final RoomName GENERAL = new RoomName("general");

    private final HandInterest interest = new HandInterest();
    private final Noting listener = new Noting();
    private final Rooms rooms = new Rooms(interest, listener);
    private final Guest alice = new Guest("c-alice");
    private final Guest bob = new Guest("c-bob");

    private CompletableFuture<Void> enter(Guest guest) {
        return rooms.enter(GENERAL, guest).toCompletableFuture();
    }

    private static VolatileEvent event(String room) {
        return VolatileEvent.in(new RoomName(room), new VolatileEvent.Kicked(null));
    }

    @Test
    void subscribesOnceForAnyNumberOfMembers() {
        CompletableFuture<Void> first = enter(alice);
        CompletableFuture<Void> second = enter(bob);
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        interest.answer();

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(enter(new Guest("c-carol"))).isCompleted();
        assertThat(interest.asked()).containsExactly("subscribe general");
        assertThat(listener.told).containsExactly("opened");
    }

    @Test
    void unsubscribesWhenTheLastMemberHasLeft() {
        enter(alice);
        enter(bob);
        interest.answer();
        rooms.leave(GENERAL, alice);
        assertThat(interest.asked()).hasSize(1);
        rooms.leave(GENERAL, bob);
        assertThat(interest.asked()).containsExactly("subscribe general", "unsubscribe general");
        assertThat(rooms.size()).isEqualTo(1);
        interest.answer();
        assertThat(rooms.size()).isZero();
        assertThat(listener.told).containsExactly("opened", "closed");
    }

    @Test
    void keepsRoomsApart() {
        enter(alice);
        rooms.enter(new RoomName("other"), alice);
        assertThat(interest.asked()).containsExactly("subscribe general", "subscribe other");
        assertThat(rooms.size()).isEqualTo(2);
    }

    @Test
    void unsubscribesOnlyWhenTheSubscriptionIsThere() {
        CompletableFuture<Void> entered = enter(alice);
        rooms.leave(GENERAL, alice);
        assertThat(interest.asked()).containsExactly("subscribe general");
        interest.answer();

        assertThat(entered).isCompleted();
        assertThat(interest.asked()).containsExactly("subscribe general", "unsubscribe general");
        interest.answer();
        assertThat(rooms.size()).isZero();
    }

    @Test
    void subscribesAgainOnlyWhenTheSubscriptionHasEnded() {
        enter(alice);
        interest.answer();
        rooms.leave(GENERAL, alice);
        CompletableFuture<Void> back = enter(alice);
        assertThat(interest.asked()).endsWith("unsubscribe general");
        assertThat(back).isNotDone();
        interest.answer();
        assertThat(interest.asked()).endsWith("unsubscribe general", "subscribe general");
        assertThat(back).isNotDone();
        interest.answer();
        assertThat(back).isCompleted();
    }

    @Test
    void forgetsAMemberThatCameAndWentWhileTheSubscriptionEnded() {
        enter(alice);
        interest.answer();
        rooms.leave(GENERAL, alice);
        CompletableFuture<Void> back = enter(bob);
        rooms.leave(GENERAL, bob);
        interest.answer();
        assertThat(interest.asked()).endsWith("subscribe general");
        interest.answer();
        assertThat(back).isCompleted();
        interest.answer();
        assertThat(rooms.size()).isZero();
        assertThat(interest.underWay()).isZero();
    }

    @Test
    void letsNobodyInWhenItCannotSubscribe() {
        CompletableFuture<Void> first = enter(alice);
        CompletableFuture<Void> second = enter(bob);
        IllegalStateException away = new IllegalStateException("away");
        interest.fail(away);

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(first.handle((done, failure) -> failure).join()).isSameAs(away);
        assertThat(rooms.size()).isZero();
        assertThat(listener.told).containsExactly("opened", "closed");
        rooms.deliver(event("general"));
        assertThat(alice.heard).isEmpty();

        CompletableFuture<Void> again = enter(alice);
        interest.answer();
        assertThat(again).isCompleted();
        rooms.deliver(event("general"));
        assertThat(alice.heard).hasSize(1);
        assertThat(bob.heard).isEmpty();
    }

    @Test
    void triesAnewForOneThatComesBackAsSoonAsItFailed() {
        AtomicReference<CompletableFuture<Void>> again = new AtomicReference<>();
        enter(alice).whenComplete((done, failure) -> again.set(enter(bob)));
        interest.fail(new IllegalStateException("away"));

        assertThat(interest.asked()).containsExactly("subscribe general", "subscribe general");
        interest.answer();
        assertThat(again.get()).isCompleted();
        rooms.deliver(event("general"));
        assertThat(bob.heard).hasSize(1);
        assertThat(alice.heard).isEmpty();
    }

    @Test
    void takesAnUnsubscriptionThatFailedForOneThatEnded() {
        enter(alice);
        interest.answer();
        rooms.leave(GENERAL, alice);
        interest.fail(new IllegalStateException("away"));
        assertThat(rooms.size()).isZero();
        enter(alice);
        assertThat(interest.asked()).endsWith("unsubscribe general", "subscribe general");
    }

    @Test
    void deliversToTheMembersOfTheRoomOnly() {
        enter(alice);
        interest.answer();
        enter(bob);
        rooms.deliver(event("general"));
        rooms.deliver(event("elsewhere"));
        rooms.leave(GENERAL, bob);
        rooms.deliver(event("general"));

        assertThat(alice.heard).hasSize(2);
        assertThat(bob.heard).hasSize(1);
        assertThat(listener.told).containsExactly("opened", "delivered 2", "delivered 1");
    }

    @Test
    void handsTheSameDeliveryToAll() {
        enter(alice);
        enter(bob);
        interest.answer();
        rooms.deliver(event("general"));
        assertThat(alice.heard.get(0)).isSameAs(bob.heard.get(0));
    }

    @Test
    void deliversWhatComesBeforeTheSubscriptionIsConfirmed() {
        enter(alice);
        rooms.deliver(event("general"));
        assertThat(alice.heard).hasSize(1);
    }

    @Test
    void aConnectionThatTakesANewPlaceIsNotPutOutByTheOld() {
        Guest old = new Guest("c-same");
        Guest renewed = new Guest("c-same");
        enter(old);
        interest.answer();
        enter(renewed);
        rooms.leave(GENERAL, old);
        rooms.deliver(event("general"));

        assertThat(renewed.heard).hasSize(1);
        assertThat(old.heard).isEmpty();
        assertThat(interest.asked()).containsExactly("subscribe general");
    }

    @Test
    void leavingARoomThatIsNotThereIsHarmless() {
        rooms.leave(GENERAL, alice);
        enter(alice);
        interest.answer();
        rooms.leave(GENERAL, bob);
        assertThat(interest.asked()).containsExactly("subscribe general");
        assertThat(rooms.size()).isEqualTo(1);
    }

    private static final class Guest implements Member {
        private final ConnectionId id;
        private final List<Delivery> heard = new ArrayList<>();

        private Guest(String id) {
            this.id = new ConnectionId(id);
        }

        @Override
        public ConnectionId connection() {
            return id;
        }

        @Override
        public void deliver(Delivery delivery) {
            heard.add(delivery);
        }
    }

    private static final class Noting implements HubListener {
        private final List<String> told = new ArrayList<>();

        @Override
        public void roomOpened() {
            told.add("opened");
        }

        @Override
        public void roomClosed() {
            told.add("closed");
        }

        @Override
        public void delivered(Event event, int receivers) {
            told.add("delivered " + receivers);
        }
    }
}
