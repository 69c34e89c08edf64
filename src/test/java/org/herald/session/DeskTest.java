package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Identity;
import org.herald.hub.Notification;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.herald.protocol.Ack;
import org.herald.protocol.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What those may do who have no connection. */
class DeskTest {

    private static final RoomName ROOM = new RoomName("general");
    private static final UserId BOB = new UserId("bob");
    private static final Notification NEWS = new Notification("news", null, null, null, null);
    private static final Identity PUBLISHER =
            new Identity(new UserId("backend"), Set.of("herald-publisher"), Identity.Grants.NONE, null, null, null);

    private final TestNode node = new TestNode(Map.of(
            "herald.limits.messages", "3/PT3S",
            "herald.limits.volatile", "2/PT2S",
            "herald.limits.requests", "4/PT4S"));
    private final Desk desk = node.sessions().desk();
    private final Identity alice = TestNode.identity("alice");

    @AfterEach
    void close() {
        node.close();
    }

    private static Command.SendMessage message(RoomName room) {
        return new Command.SendMessage(room, new Content.Value("\"hello\""), null, true);
    }

    private static <T> T now(CompletionStage<T> answer) {
        assertThat(answer.toCompletableFuture()).isDone();
        return answer.toCompletableFuture().join();
    }

    private Refused refused(CompletionStage<?> answer) {
        Throwable[] why = new Throwable[1];
        answer.whenComplete((done, failure) -> why[0] = failure);
        Throwable cause = why[0] instanceof CompletionException ? why[0].getCause() : why[0];
        assertThat(cause).isInstanceOf(Refused.class);
        Refused refused = (Refused) cause;
        assertThat(node.counts().of("refused " + refused.code().wire())).isPositive();
        return refused;
    }

    @Test
    void publishesInTheNameOfTheCallerWithoutJoining() {
        Visitor bob = node.open("bob");
        bob.join("general");
        Ack.Sent sent = now(desk.send(alice, message(ROOM), null, null));

        JsonObject heard = bob.heard("message").get(0);
        assertThat(heard.getString("eventId")).isEqualTo(sent.eventId().toString());
        assertThat(heard.getJsonObject("from").toString()).isEqualTo("{\"userId\":\"alice\"}");
        assertThat(node.present("general")).containsExactly("bob*1");
    }

    @Test
    void countsARequestOnceWhicheverWayItIsRepeated() {
        Ack.Sent first = now(desk.send(alice, message(ROOM), "u1", null));
        Ack.Sent again = now(desk.send(alice, message(ROOM), "u1", null));
        assertThat(again).isEqualTo(new Ack.Sent(first.eventId(), first.ts(), true));
        Visitor socket = node.open("alice");
        socket.join("general");
        socket.say("{'event':'message.send','id':'u1','room':'general','data':{'content':'x'}}");
        assertThat(socket.ack("u1").getBoolean("duplicate")).isTrue();
    }

    @Test
    void countsMessagesTogetherWithThoseOfTheUsersConnections() {
        Visitor socket = node.open("alice");
        socket.join("general");
        socket.send("general", "one");
        socket.send("general", "two");
        now(desk.send(alice, message(ROOM), null, null));
        Refused refused = refused(desk.send(alice, message(ROOM), null, null));
        assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        now(desk.send(TestNode.identity("bob"), message(ROOM), null, null));
    }

    @Test
    void countsWhatIsVolatileAndOtherRequestsPerUser() {
        Command.Emit emit = new Command.Emit(ROOM, "cursor", new Content.Value("1"));
        now(desk.emit(alice, emit));
        now(desk.emit(alice, emit));
        assertThat(refused(desk.emit(alice, emit)).code()).isEqualTo(ErrorCode.RATE_LIMITED);
        for (int i = 0; i < 4; i++) {
            now(desk.members(alice, ROOM));
        }
        assertThat(refused(desk.members(alice, ROOM)).code()).isEqualTo(ErrorCode.RATE_LIMITED);
        node.advance(Duration.ofSeconds(1));
        now(desk.members(alice, ROOM));
        now(desk.emit(alice, emit));
    }

    @Test
    void countsWhichLimitWasReached() {
        Command.Emit emit = new Command.Emit(ROOM, "cursor", new Content.Value("1"));
        for (int i = 0; i < 5; i++) {
            desk.send(alice, message(ROOM), null, null);
            desk.emit(alice, emit);
            desk.members(alice, ROOM);
        }
        desk.tooLarge();

        assertThat(node.counts().of("limit messages")).isEqualTo(2);
        assertThat(node.counts().of("limit volatile")).isEqualTo(3);
        assertThat(node.counts().of("limit requests")).isEqualTo(1);
        assertThat(node.counts().of("limit message-size")).isEqualTo(1);
        desk.members(alice, new RoomName("owners/bob"));
        assertThat(node.counts().of("limit requests"))
                .as("reached again by the last call")
                .isEqualTo(2);
    }

    @Test
    void keepsToThePermissionsOfRooms() {
        RoomName foreign = new RoomName("owners/bob");
        Command.ReadHistory history = new Command.ReadHistory(foreign, null, 10, false);
        assertThat(refused(desk.history(alice, history)).code()).isEqualTo(ErrorCode.ROOM_FORBIDDEN);
        assertThat(refused(desk.members(alice, foreign)).code()).isEqualTo(ErrorCode.ROOM_FORBIDDEN);
        assertThat(refused(desk.event(alice, foreign, new Position("e", 1))).code())
                .isEqualTo(ErrorCode.ROOM_FORBIDDEN);
        assertThat(refused(desk.send(alice, message(new RoomName("@bob")), null, null))
                        .code())
                .isEqualTo(ErrorCode.ROOM_FORBIDDEN);
    }

    @Test
    void findsOneEvent() {
        Position first = now(desk.send(alice, message(ROOM), null, null)).eventId();
        now(desk.send(alice, message(ROOM), null, null));
        assertThat(now(desk.event(alice, ROOM, first)).position()).isEqualTo(first);
        assertThat(refused(desk.event(alice, ROOM, new Position("gone", 1))).code())
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refused(desk.event(alice, ROOM, new Position(first.epoch(), 0)))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void tellsUsersAndEveryoneForPublishersAlone() {
        Visitor bob = node.open("bob");
        assertThat(refused(desk.notify(alice, new UserId("bob"), NEWS, null)).code())
                .isEqualTo(ErrorCode.MISSING_ROLE);
        assertThat(refused(desk.broadcast(alice, NEWS)).code()).isEqualTo(ErrorCode.MISSING_ROLE);

        Ack.Sent sent = now(desk.notify(PUBLISHER, new UserId("bob"), NEWS, "n1"));
        assertThat(now(desk.notify(PUBLISHER, new UserId("bob"), NEWS, "n1")).duplicate())
                .isTrue();
        now(desk.broadcast(PUBLISHER, NEWS));

        assertThat(bob.heard("notification")).hasSize(2);
        assertThat(bob.heard("notification").get(0).getString("eventId"))
                .isEqualTo(sent.eventId().toString());
        assertThat(bob.heard("notification").get(0).getJsonObject("from").getString("userId"))
                .isEqualTo("@server");
    }

    @Test
    void keepsTheIdsOfPublishersApartWhateverTheyAreCalled() {
        Set<String> roles = PUBLISHER.roles();
        Identity other = new Identity(new UserId("backend 2"), roles, Identity.Grants.NONE, null, null, null);
        Ack.Sent first = now(desk.notify(other, BOB, NEWS, "n1"));
        Ack.Sent second = now(desk.notify(PUBLISHER, BOB, NEWS, "2 n1"));
        assertThat(first.duplicate()).isFalse();
        assertThat(second.duplicate()).isFalse();
    }

    @Test
    void failsWithWhatIsWrongWithTheStore() {
        node.broker().away(true);
        assertThat(refused(desk.send(alice, message(ROOM), null, null)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        node.broker().away(false);
    }

    @Test
    void answersOnThreadsThatMayWaitForASlowReader() {
        List<Runnable> tasks = new ArrayList<>();
        try (TestNode busy = new TestNode(Map.of(), tasks::add)) {
            Desk later = busy.sessions().desk();
            CompletableFuture<Ack.Members> answer = later.members(alice, ROOM).toCompletableFuture();
            assertThat(answer).isNotDone();
            List.copyOf(tasks).forEach(Runnable::run);
            assertThat(now(answer).members()).isEmpty();
        }
    }

    @Test
    void answersAllTheSameWhereNoOtherThreadIsLeft() {
        Executor full = task -> {
            throw new RejectedExecutionException("the node ends");
        };
        try (TestNode ending = new TestNode(Map.of(), full)) {
            Ack.Members there = now(ending.sessions().desk().members(alice, ROOM));
            assertThat(there.members()).isEmpty();
        }
    }
}
