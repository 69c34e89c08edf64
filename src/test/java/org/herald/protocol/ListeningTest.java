package org.herald.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.herald.hub.CloseCode;
import org.herald.hub.ConnectionId;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Event;
import org.herald.hub.Frame;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.RoomPosition;
import org.herald.hub.Sender;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.herald.hub.Welcome;
import org.junit.jupiter.api.Test;

/** What those are shown who only listen: by Server-Sent Events, or by polls. */
class ListeningTest {

    private static final RoomName ROOM = new RoomName("general");
    private static final Position THIRD = new Position("7f3a", 3);
    private static final RoomPosition MARK = new RoomPosition(ROOM, THIRD);

    private final EventStream stream = new EventStream();
    private final EventList list = new EventList();

    private static RoomEvent message(Content content) {
        return new RoomEvent(
                ROOM,
                THIRD,
                17,
                new Sender(new UserId("alice"), null),
                new RoomEvent.Message(content, null, null),
                true);
    }

    private static String text(Frame frame) {
        return new String(frame.bytes(), StandardCharsets.UTF_8);
    }

    private static VolatileEvent connected() {
        Duration second = Duration.ofSeconds(1);
        return VolatileEvent.of(new VolatileEvent.Connected(new Welcome(
                new ConnectionId("c-1"), new UserId("alice"), "n1", second, second, 1024, List.of(MARK), null)));
    }

    @Test
    void showsTheEnvelopeUnderItsEvent() {
        Frame frame = stream.encode(message(new Content.Value("\"grüß\"")));

        assertThat(text(frame))
                .isEqualTo("event: message\ndata: {\"event\":\"message\",\"room\":\"general\",\"eventId\":\"7f3a-3\","
                        + "\"ts\":17,\"from\":{\"userId\":\"alice\"},\"data\":{\"content\":\"grüß\"}}\n\n");
        assertThat(frame.marks()).containsExactly(MARK);
        assertThat(frame.size()).isEqualTo(frame.bytes().length);
    }

    @Test
    void keepsWhatWasWrittenOnSeveralLinesInOne() {
        String shown = text(stream.encode(message(new Content.Value("{\n\"a\":\r\n1\r}"))));
        assertThat(shown.lines()).hasSize(3);
        assertThat(shown).contains("{ \"a\":  1 }").doesNotContain("\r");
    }

    @Test
    void showsBinaryContentAsText() {
        Content binary = new Content.Binary(new byte[] {1, 2});
        assertThat(text(stream.encode(message(binary)))).contains("\"data\":{\"content\":{\"base64\":\"AQI=\"}}");
        assertThat(list.encode(message(binary)).text()).contains("\"data\":{\"content\":{\"base64\":\"AQI=\"}}");
        VolatileEvent emitted = VolatileEvent.in(ROOM, new VolatileEvent.Emitted("x", binary));
        assertThat(text(stream.encode(emitted))).contains("{\"name\":\"x\",\"payload\":{\"base64\":\"AQI=\"}}");
        assertThat(list.encode(emitted).text()).contains("{\"name\":\"x\",\"payload\":{\"base64\":\"AQI=\"}}");
    }

    @Test
    void marksWhereRoomsAreOnlyWhenThatChanges() {
        Event typing = VolatileEvent.in(ROOM, new VolatileEvent.TypingStarted(new UserId("bob")));
        Event state = VolatileEvent.in(ROOM, new VolatileEvent.State(List.of(), THIRD));
        for (Codec format : List.of(stream, list)) {
            assertThat(format.encode(typing).marks()).isEmpty();
            assertThat(format.encode(state).marks()).containsExactly(MARK);
            assertThat(format.encode(connected()).marks()).containsExactly(MARK);
        }
    }

    @Test
    void saysWhenToComeBackInTheWordsOfABrowser() {
        assertThat(text(stream.encode(VolatileEvent.of(new VolatileEvent.Draining(1234)))))
                .isEqualTo("retry: 1234\nevent: server.draining\n"
                        + "data: {\"event\":\"server.draining\",\"data\":{\"reconnectAfterMs\":1234}}\n\n");
        assertThat(new String(stream.opening(99), StandardCharsets.UTF_8)).isEqualTo("retry: 99\n\n");
        assertThat(new String(stream.comment(), StandardCharsets.UTF_8)).isEqualTo(":\n\n");
        assertThat(new String(stream.id(Cursor.parse("1")), StandardCharsets.UTF_8))
                .isEqualTo("id: 1\n");
    }

    @Test
    void saysHowItEnded() {
        assertThat(new String(stream.closed(CloseCode.KICKED, "go\n\"now\""), StandardCharsets.UTF_8))
                .isEqualTo("event: closed\ndata: {\"event\":\"closed\",\"data\":"
                        + "{\"code\":4003,\"reason\":\"go\\u000a\\\"now\\\"\",\"comeBack\":false}}\n\n");
    }

    @Test
    void tellsPollsNothingOfConnectionsThatLast() {
        assertThat(list.encode(connected()).text()).isEmpty();
        assertThat(list.encode(VolatileEvent.of(new VolatileEvent.TokenExpiring(1)))
                        .text())
                .isEmpty();
        assertThat(list.encode(VolatileEvent.of(new VolatileEvent.Draining(1))).text())
                .contains("server.draining");
    }

    @Test
    void answersPollsWithAListAndACursor() {
        assertThat(list.answer(List.of("{\"a\":1}", "{}"), Cursor.parse("1")))
                .isEqualTo("{\"events\":[{\"a\":1},{}],\"cursor\":\"1\"}");
        assertThat(list.answer(List.of(), Cursor.EMPTY)).isEqualTo("{\"events\":[],\"cursor\":\"1\"}");
    }

    @Test
    void tellsThoseWhoBeginToPollWhoTheyAreAndWhereTheirRoomsAre() {
        RoomPosition room = new RoomPosition(new RoomName("a"), new Position("e", 7));
        Beginning beginning = new Beginning(new UserId("al\"ice"), List.of(room));
        assertThat(list.answer(beginning))
                .isEqualTo("{\"events\":[],\"cursor\":\"" + Cursor.EMPTY.with(List.of(room))
                        + "\",\"userId\":\"al\\\"ice\",\"rooms\":[{\"room\":\"a\",\"position\":\"e-7\"}]}");
    }

    @Test
    void understandsNothing() {
        Request request = stream.decode("{\"event\":\"ping\"}");
        assertThat(request.id()).isNull();
        assertThatThrownBy(request::command).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> list.decode(new byte[2]).command()).isInstanceOf(Refused.class);
        Refused refused = Refused.because(ErrorCode.CONFLICT, "no");
        assertThat(text(stream.error(null, refused))).startsWith("event: error\ndata: {\"event\":\"error\"");
        assertThat(text(stream.ack("1", new Ack.Done()))).startsWith("event: ack\n");
        assertThat(list.error(null, refused).text()).contains("\"conflict\"");
        assertThat(list.ack("1", new Ack.Done()).text()).contains("\"ack\"");
    }
}
