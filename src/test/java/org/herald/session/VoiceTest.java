package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.Assertions;
import org.herald.auth.RoomPolicy;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.herald.protocol.Ack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What applications beside Herald say. */
class VoiceTest {

    private static final RoomName CLOSED = new RoomName("closed/room");
    private static final UserId ALICE = new UserId("alice");

    private final TestNode node = new TestNode(Map.of(
            "herald.namespaces", "closed",
            "herald.namespace.closed.publish", "none",
            "herald.limits.messages", "1/PT1H"));
    private final Voice voice = node.voice();

    @AfterEach
    void close() {
        node.close();
    }

    private static Voice.Speech speech(RoomName room, UserId from, String id) {
        return new Voice.Speech(room, new Content.Value("\"hello\""), null, from, id);
    }

    private static Refused refused(CompletionStage<?> answer) {
        assertThat(answer.toCompletableFuture()).isCompletedExceptionally();
        CompletionException failure = Assertions.catchThrowableOfType(
                CompletionException.class, () -> answer.toCompletableFuture().join());
        return (Refused) failure.getCause();
    }

    @Test
    void speaksWhereNobodyMayAndAsOftenAsItLikes() {
        Visitor bob = node.open("bob");
        bob.join(CLOSED.value());

        voice.say(speech(CLOSED, UserId.SERVER, null));
        voice.say(speech(CLOSED, ALICE, null));

        assertThat(bob.heard("message"))
                .extracting(heard -> heard.getJsonObject("from").getString("userId"))
                .containsExactly("@server", "alice");
    }

    @Test
    void tellsOneUserInTheUsersOwnRoom() {
        Visitor bob = node.open("bob");

        voice.say(speech(RoomName.personal(new UserId("bob")), UserId.SERVER, null));

        assertThat(bob.heard("message")).hasSize(1);
    }

    @Test
    void saysOnceWhatComesAgain() {
        Ack.Sent first =
                voice.say(speech(CLOSED, ALICE, "u1")).toCompletableFuture().join();
        Ack.Sent again =
                voice.say(speech(CLOSED, ALICE, "u1")).toCompletableFuture().join();
        Ack.Sent server = voice.say(speech(CLOSED, UserId.SERVER, "u1"))
                .toCompletableFuture()
                .join();

        assertThat(again).isEqualTo(new Ack.Sent(first.eventId(), first.ts(), true));
        assertThat(server.duplicate()).isFalse();
    }

    @Test
    void keepsItsIdsApartFromThoseOfTheUsersClients() {
        RoomName general = new RoomName("general");
        Visitor alice = node.open("alice");
        alice.join("general");
        alice.say("{'event':'message.send','id':'u1','room':'general','data':{'content':'x'}}");

        Ack.Sent sent =
                voice.say(speech(general, ALICE, "u1")).toCompletableFuture().join();

        assertThat(sent.duplicate()).isFalse();
    }

    @Test
    void refusesWhatIsTooMuchUntilSomethingIsDone() {
        node.broker().holdPublications();
        for (int i = 0; i < Voice.MOST; i++) {
            assertThat(voice.say(speech(CLOSED, ALICE, null)).toCompletableFuture())
                    .isNotDone();
        }

        assertThat(refused(voice.say(speech(CLOSED, ALICE, null))).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(node.counts().of("refused unavailable")).isEqualTo(1);
        node.broker().release();
        assertThat(voice.say(speech(CLOSED, ALICE, null)).toCompletableFuture()).isNotDone();
    }

    @Test
    void countsWhatTheStoreRefuses() {
        node.broker().away(true);

        assertThat(refused(voice.say(speech(CLOSED, ALICE, null))).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(node.counts().of("refused unavailable")).isEqualTo(1);
    }

    @Test
    void hasRoomForOthersAfterAnyNumberOfFaults() {
        node.broker().broken(true);
        for (int i = 0; i < Voice.MOST; i++) {
            assertThat(voice.say(speech(CLOSED, ALICE, null)).toCompletableFuture())
                    .isCompletedExceptionally();
        }
        node.broker().broken(false);

        assertThat(voice.say(speech(CLOSED, ALICE, null)).toCompletableFuture())
                .isCompletedWithValueMatching(sent -> !sent.duplicate());
    }

    @Test
    void saysNothingInHeraldsOwnRooms() {
        Refused refused = refused(voice.say(speech(RoomPolicy.WATCH, ALICE, null)));

        assertThat(refused.code()).isEqualTo(ErrorCode.ROOM_FORBIDDEN);
        assertThat(refused).hasMessage("nobody may publish to herald/admin, a room of Herald's own");
        assertThat(node.counts().of("refused room_forbidden")).isEqualTo(1);
        assertThat(refused(voice.say(speech(new RoomName("herald/other"), UserId.SERVER, null)))
                        .code())
                .isEqualTo(ErrorCode.ROOM_FORBIDDEN);
    }
}
