package org.herald.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.herald.hub.ConnectionId;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Event;
import org.herald.hub.Frame;
import org.herald.hub.Notification;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.RoomPosition;
import org.herald.hub.Sender;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketIoTest {

    private static final int DEPTH = 8;
    private static final Position AT = new Position("e", 7);
    private static final Sender ALICE = new Sender(new UserId("alice"), new ConnectionId("c-1"));

    private final SocketIo main = new SocketIo("/", DEPTH);
    private final SocketIo shop = new SocketIo("/shop", DEPTH);

    private static RoomEvent said(String room, Content content) {
        return new RoomEvent(new RoomName(room), AT, 99, ALICE, new RoomEvent.Message(content, null, null), true);
    }

    private static List<String> texts(Frame frame) {
        return frame.parts().stream()
                .map(part -> part.isBinary() ? "binary " + part.size() : part.text())
                .toList();
    }

    private List<String> told(Event event) {
        return texts(main.encode(event));
    }

    private static VolatileEvent volatileEvent(VolatileEvent.Body body) {
        return new VolatileEvent(new RoomName("general"), ALICE, 5, body, null);
    }

    // What clients ask for

    private Request request(String packet, byte[]... attachments) {
        return main.request(SocketIoReader.read(packet, DEPTH), List.of(attachments), "c-9");
    }

    private Command command(String packet, byte[]... attachments) {
        return request(packet, attachments).command();
    }

    private Refused refusal(String packet) {
        Request request = request(packet);
        try {
            throw new AssertionError("understood as " + request.command());
        } catch (Refused refused) {
            return refused;
        }
    }

    @Test
    void hasEveryCommandOfTheProtocolUnderItsName() {
        assertThat(command("21[\"message.send\",{\"room\":\"general\",\"content\":\"hi\",\"echo\":false}]"))
                .isEqualTo(new Command.SendMessage(new RoomName("general"), new Content.Value("\"hi\""), null, false));
        assertThat(command("2[\"room.join\",{\"room\":\"general\",\"since\":\"e-7\"}]"))
                .isEqualTo(new Command.Join(new RoomName("general"), AT, false));
        assertThat(command("2[\"room.emit\",{\"room\":\"r\",\"name\":\"cursor\",\"payload\":[1]}]"))
                .isEqualTo(new Command.Emit(new RoomName("r"), "cursor", new Content.Value("[1]")));
        assertThat(command("20[\"ping\"]")).isEqualTo(new Command.Ping());
        assertThat(CommandReader.ROWS.keySet())
                .allSatisfy(name -> assertThat(request("2[\"" + name + "\",{\"room\":\"r\"}]"))
                        .satisfies(request -> assertThat(nameOf(request)).isNotEqualTo(ErrorCode.UNKNOWN_EVENT)));
    }

    /** Of the refusal; null when there is none. */
    private static ErrorCode nameOf(Request request) {
        try {
            request.command();
            return null;
        } catch (Refused refused) {
            return refused.code();
        }
    }

    @Test
    void hasTheConventionalEvents() {
        Command join = new Command.Join(new RoomName("general"), null, false);
        assertThat(command("2[\"join-room\",\"general\"]")).isEqualTo(join);
        assertThat(command("2[\"join-room\",{\"roomId\":\"general\"}]")).isEqualTo(join);
        assertThat(command("2[\"leave-room\",\"general\"]")).isEqualTo(new Command.Leave(new RoomName("general")));
        assertThat(command("2[\"message\",{\"roomId\":\"general\",\"text\":\"hi\"}]"))
                .isEqualTo(new Command.SendMessage(new RoomName("general"), new Content.Value("\"hi\""), null, true));
        assertThat(command("2[\"typing\",{\"roomId\":\"general\"}]"))
                .isEqualTo(new Command.Typing(new RoomName("general"), true));
        assertThat(command("2[\"typing\",{\"roomId\":\"general\",\"typing\":false}]"))
                .isEqualTo(new Command.Typing(new RoomName("general"), false));
    }

    @Test
    void relaysWhatTheApplicationCallsItsOwn() {
        assertThat(command("2[\"cursor:move\",{\"roomId\":\"general\",\"x\": 1}]"))
                .isEqualTo(new Command.Emit(
                        new RoomName("general"),
                        "cursor:move",
                        new Content.Value("{\"roomId\":\"general\",\"x\": 1}")));
        assertThat(refusal("2[\"cursor:move\",{\"x\":1}]").code()).isEqualTo(ErrorCode.UNKNOWN_EVENT);
        assertThat(refusal("2[\"cursor:move\",\"general\"]").code()).isEqualTo(ErrorCode.UNKNOWN_EVENT);
        assertThat(refusal("2[\"" + "n".repeat(65) + "\",{\"roomId\":\"r\"}]").code())
                .isEqualTo(ErrorCode.UNKNOWN_EVENT);
        assertThat(refusal("2[\"\",{\"roomId\":\"r\"}]").code()).isEqualTo(ErrorCode.UNKNOWN_EVENT);
    }

    @Test
    void namesTheFieldThatIsWrong() {
        assertThat(refusal("2[\"join-room\",{\"roomId\":\"no room\"}]").field()).isEqualTo("roomId");
        assertThat(refusal("2[\"join-room\",\"no room\"]").field()).isEqualTo("roomId");
        assertThat(refusal("2[\"message\",{\"roomId\":\"r\"}]").field()).isEqualTo("text");
        assertThat(refusal("2[\"message.send\",{\"room\":\"r\"}]").field()).isEqualTo("content");
        assertThat(refusal("2[\"message.send\",\"hi\"]").code()).isEqualTo(ErrorCode.BAD_ENVELOPE);
        assertThat(refusal("2[\"message.send\",{\"room\":\"r\",\"room\":\"s\",\"content\":\"hi\"}]")
                        .code())
                .isEqualTo(ErrorCode.BAD_ENVELOPE);
    }

    @Test
    void takesAnAttachmentAsTheWholeContent() {
        byte[] bytes = {1, 2, 3};
        Content binary = new Content.Binary(bytes);
        String placeholder = "{\"_placeholder\":true,\"num\":0}";
        assertThat(command("51-[\"message.send\",{\"room\":\"r\",\"content\":" + placeholder + "}]", bytes))
                .isEqualTo(new Command.SendMessage(new RoomName("r"), binary, null, true));
        String turned = "{ \"num\" : 0 , \"_placeholder\" : true }";
        assertThat(command("51-[\"room.emit\",{\"room\":\"r\",\"name\":\"n\",\"payload\":" + turned + "}]", bytes))
                .isEqualTo(new Command.Emit(new RoomName("r"), "n", binary));
    }

    @Test
    void putsOtherAttachmentsWhereTheyStoodAsHistoriesHaveThem() {
        String packet = "52-[\"message.send\",{\"room\":\"r\",\"content\":{\"a\":{\"_placeholder\":true,\"num\":1},"
                + "\"b\":\"{\\\"_placeholder\\\":true,\\\"num\\\":0}\"}}]";
        assertThat(command(packet, new byte[] {9}, new byte[] {1, 2}))
                .isEqualTo(new Command.SendMessage(
                        new RoomName("r"),
                        new Content.Value(
                                "{\"a\":{\"base64\":\"AQI=\"},\"b\":\"{\\\"_placeholder\\\":true,\\\"num\\\":0}\"}"),
                        null,
                        true));
    }

    @Test
    void refusesToSpeakOfAttachmentsThatAreNotThere() {
        SocketIoPacket packet = SocketIoReader.read(
                "51-[\"message.send\",{\"room\":\"r\",\"content\":{\"_placeholder\":true,\"num\":1}}]", DEPTH);
        List<byte[]> attachments = List.of(new byte[1]);
        assertThatThrownBy(() -> main.request(packet, attachments, "c-9")).isInstanceOf(BrokenPacket.class);
    }

    @Test
    void refusesToPutOneAttachmentInManyPlaces() {
        String places = String.join(",", Collections.nCopies(3, "{\"_placeholder\":true,\"num\":0}"));
        SocketIoPacket packet = SocketIoReader.read("51-[\"paint\",{\"roomId\":\"r\",\"x\":[" + places + "]}]", DEPTH);
        List<byte[]> attachments = List.of(new byte[1]);
        assertThatThrownBy(() -> main.request(packet, attachments, "c-9")).isInstanceOf(BrokenPacket.class);
        assertThatThrownBy(() -> main.size(packet, attachments)).isInstanceOf(BrokenPacket.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 61, 62, 1000})
    void knowsHowLargeAnEventWillBe(int bytes) {
        SocketIoPacket packet = SocketIoReader.read(
                "51-[\"paint\",{\"roomId\":\"r\",\"x\":{ \"_placeholder\":true,\"num\":0}}]", DEPTH);
        List<byte[]> attachments = List.of(new byte[bytes]);
        Command.Emit emit =
                (Command.Emit) main.request(packet, attachments, "c-9").command();
        int inlined = ((Content.Value) emit.payload()).encoded().length();
        assertThat(main.size(packet, attachments)).isEqualTo("\"paint\"".length() + inlined);
    }

    @Test
    void countsAnAttachmentThatIsAllAsItCame() {
        String head = "{\"room\":\"r\",\"content\":{\"_placeholder\":true,\"num\":0}}";
        SocketIoPacket packet = SocketIoReader.read("51-[\"message.send\"," + head + "]", DEPTH);
        assertThat(main.size(packet, List.of(new byte[3000])))
                .isEqualTo("\"message.send\"".length() + head.length() + 3000);
    }

    @Test
    void keepsRequestsApartByConnectionUnlessTheyHaveANameOfTheirOwn() {
        Request counted = request("212[\"message.send\",{\"room\":\"r\",\"content\":\"hi\"}]");
        assertThat(counted.id()).isEqualTo("12");
        assertThat(counted.key()).isEqualTo("c-9:12");
        Request named = request("212[\"message.send\",{\"room\":\"r\",\"content\":\"hi\",\"id\":\"mine\"}]");
        assertThat(named.id()).isEqualTo("12");
        assertThat(named.key()).isEqualTo("mine");
        Request silent = request("2[\"message.send\",{\"room\":\"r\",\"content\":\"hi\"}]");
        assertThat(silent.id()).isNull();
        assertThat(silent.key()).isNull();
    }

    @Test
    void findsTheTokenOfWhoConnects() {
        assertThat(SocketIo.token(SocketIoReader.read("0{\"token\":\"t\",\"x\":1}", DEPTH)))
                .isEqualTo("t");
        assertThat(SocketIo.token(SocketIoReader.read("0", DEPTH))).isNull();
        assertThat(SocketIo.token(SocketIoReader.read("0{}", DEPTH))).isNull();
        SocketIoPacket mistyped = SocketIoReader.read("0{\"token\":1}", DEPTH);
        assertThatThrownBy(() -> SocketIo.token(mistyped)).isInstanceOf(Refused.class);
    }

    // What clients are told

    @Test
    void tellsMessagesInBothVocabularies() {
        assertThat(told(said("general", new Content.Value("\"hi\""))))
                .containsExactly(
                        "42[\"message\",{\"room\":\"general\",\"eventId\":\"e-7\",\"ts\":99,"
                                + "\"from\":{\"userId\":\"alice\",\"connectionId\":\"c-1\"},"
                                + "\"roomId\":\"general\",\"id\":\"e-7\",\"userId\":\"alice\",\"text\":\"hi\",\"content\":\"hi\"}]");
        assertThat(told(said("general", new Content.Value("{\"a\":1}"))).get(0))
                .contains("\"content\":{\"a\":1}")
                .doesNotContain("\"text\"");
    }

    @Test
    void tellsBinaryContentAsAnAttachment() {
        List<String> told = told(said("general", new Content.Binary(new byte[] {1, 2, 3})));
        assertThat(told).hasSize(2);
        assertThat(told.get(0))
                .startsWith("451-[\"message\",{")
                .endsWith("\"content\":{\"_placeholder\":true,\"num\":0}}]");
        assertThat(told.get(1)).isEqualTo("binary 3");
    }

    @Test
    void tellsWhoCameUnderBothNames() {
        assertThat(told(VolatileEvent.in(new RoomName("general"), new VolatileEvent.UserJoined(new UserId("bob")))))
                .containsExactly(
                        "42[\"room.user_joined\",{\"room\":\"general\",\"userId\":\"bob\"}]",
                        "42[\"user-joined\",{\"userId\":\"bob\",\"roomId\":\"general\"}]");
        assertThat(told(VolatileEvent.in(new RoomName("general"), new VolatileEvent.UserLeft(new UserId("bob"))))
                        .get(1))
                .startsWith("42[\"user-left\"");
        assertThat(told(VolatileEvent.in(new RoomName("general"), new VolatileEvent.TypingStarted(new UserId("bob"))))
                        .get(1))
                .startsWith("42[\"typing\"");
        assertThat(told(VolatileEvent.in(new RoomName("general"), new VolatileEvent.TypingStopped(new UserId("bob")))))
                .containsExactly("42[\"typing.stopped\",{\"room\":\"general\",\"userId\":\"bob\"}]");
    }

    @Test
    void tellsNotificationsAsTheyAre() {
        Notification notification = new Notification("Lunch", null, null, null, null);
        assertThat(told(VolatileEvent.of(new VolatileEvent.Announced(notification))))
                .containsExactly("42[\"notification\",{\"title\":\"Lunch\"}]");
    }

    @Test
    void tellsAnApplicationsEventsUnderTheirNameWithTheSenderBeside() {
        assertThat(told(volatileEvent(new VolatileEvent.Emitted("cursor", new Content.Value("{\"x\":1}")))))
                .containsExactly("42[\"cursor\",{\"x\":1},"
                        + "{\"userId\":\"alice\",\"connectionId\":\"c-1\",\"roomId\":\"general\",\"ts\":5}]");
        assertThat(told(volatileEvent(new VolatileEvent.Emitted("cursor", new Content.Binary(new byte[1])))))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("451-[\"cursor\",{\"_placeholder\":true,\"num\":0},");
    }

    @Test
    void letsNobodyPretendToBeTheServer() {
        for (String name :
                List.of("message", "connected", "room.kicked", "disconnect", "connect", "user-joined", "error")) {
            assertThat(told(volatileEvent(new VolatileEvent.Emitted(name, new Content.Value("1")))))
                    .singleElement()
                    .asString()
                    .startsWith("42[\"room.event\",{\"room\":\"general\"")
                    .endsWith("\"name\":\"" + name + "\",\"payload\":1}]");
        }
    }

    @Test
    void answersByAcknowledgements() {
        assertThat(texts(main.ack("12", new Ack.Sent(AT, 99, false))))
                .containsExactly("4312[{\"eventId\":\"e-7\",\"ts\":99,\"duplicate\":false}]");
        assertThat(texts(main.ack("12", new Ack.Done()))).containsExactly("4312[{}]");
        assertThat(texts(main.error("12", Refused.invalid("room", "is missing"))))
                .containsExactly("4312[{\"error\":{\"code\":\"invalid_data\",\"message\":\"room: is missing\","
                        + "\"field\":\"room\"}}]");
        assertThat(texts(main.error(null, Refused.rateLimited("slower", Duration.ofSeconds(1)))))
                .containsExactly(
                        "42[\"error\",{\"code\":\"rate_limited\",\"message\":\"slower\",\"retryAfterMs\":1000}]");
    }

    // Namespaces

    @Test
    void seesRoomsOfItsNamespaceByTheirShortNames() {
        SocketIoPacket join = SocketIoReader.read("2/shop,[\"join-room\",\"general\"]", DEPTH);
        assertThat(shop.request(join, List.of(), "c-9").command())
                .isEqualTo(new Command.Join(new RoomName("shop/general"), null, false));
        SocketIoPacket own = SocketIoReader.read("2/shop,[\"room.join\",{\"room\":\"@alice\"}]", DEPTH);
        assertThat(shop.request(own, List.of(), "c-9").command())
                .isEqualTo(new Command.Join(new RoomName("@alice"), null, false));
        assertThat(texts(shop.encode(said("shop/general", new Content.Value("1"))))
                        .get(0))
                .startsWith("42/shop,[\"message\",{\"room\":\"general\",")
                .contains("\"roomId\":\"general\"");
        assertThat(texts(shop.encode(said("@alice", new Content.Value("1")))).get(0))
                .contains("\"room\":\"@alice\"");
    }

    @Test
    void seesTheRoomsInsideOfAnswersAndStatesByTheirShortNames() {
        RoomPosition place = new RoomPosition(new RoomName("shop/general"), AT);
        RoomEvent event = said("shop/general", new Content.Value("1"));
        assertThat(texts(shop.ack("1", new Ack.RoomList(List.of(place)))).get(0))
                .isEqualTo("43/shop,1[{\"rooms\":[{\"room\":\"general\",\"position\":\"e-7\"}]}]");
        assertThat(texts(shop.ack("1", new Ack.History(List.of(event), AT, true)))
                        .get(0))
                .contains("\"room\":\"general\"");
        VolatileEvent state =
                VolatileEvent.in(new RoomName("shop/general"), new VolatileEvent.State(List.of(event), AT));
        assertThat(texts(shop.encode(state)).get(0))
                .contains("\"room\":\"general\"")
                .doesNotContain("shop/general");
    }

    @Test
    void takesNoMessagesThatAreNotPackets() {
        assertThat(nameOf(main.decode("{}"))).isEqualTo(ErrorCode.BAD_ENVELOPE);
        assertThat(nameOf(main.decode(new byte[0]))).isEqualTo(ErrorCode.BAD_ENVELOPE);
    }
}
