package org.herald.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
import org.herald.hub.SignalType;
import org.herald.hub.Status;
import org.herald.hub.Traceparent;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.herald.hub.Welcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event and reply, field by field as the protocol shows it, and no field more. */
class EventsTest {

    private static final RoomName ROOM = new RoomName("general");
    private static final UserId ALICE = new UserId("alice");
    private static final Sender SENDER = new Sender(ALICE, new ConnectionId("c-1"));
    private static final Position AT = new Position("7f3a", 1042);
    private static final Content HI = new Content.Value("\"hi\"");
    private static final Content OCTETS = new Content.Binary(new byte[] {1, 2, -1});
    private static final String FROM = "'ts':99,'from':{'userId':'alice','connectionId':'c-1'}";
    private static final String HEAD = "'room':'general','eventId':'7f3a-1042'," + FROM;

    private final HeraldV1 format = new HeraldV1(32);

    private static RoomEvent kept(RoomEvent.Body body) {
        return new RoomEvent(ROOM, AT, 99, SENDER, body, true);
    }

    private static Event told(VolatileEvent.Body body) {
        return VolatileEvent.in(ROOM, body);
    }

    static Stream<Arguments> events() {
        Welcome welcome = new Welcome(
                new ConnectionId("c-9"),
                ALICE,
                "n1",
                Duration.ofSeconds(30),
                Duration.ofSeconds(90),
                65_536,
                List.of(new RoomPosition(ROOM, AT), new RoomPosition(new RoomName("@alice"), AT)),
                7L);
        Welcome endless = new Welcome(
                new ConnectionId("c-9"), ALICE, "n1", Duration.ZERO, Duration.ofMillis(1), 1, List.of(), null);
        return Stream.of(
                Arguments.of(
                        kept(new RoomEvent.Message(HI, null, null)),
                        "{'event':'message'," + HEAD + ",'data':{'content':'hi'}}"),
                Arguments.of(
                        kept(new RoomEvent.Message(new Content.Value("{\"x\":[1]}"), AT.next(), 55L)),
                        "{'event':'message'," + HEAD
                                + ",'data':{'content':{'x':[1]},'replyTo':'7f3a-1043','editedAt':55}}"),
                Arguments.of(
                        kept(new RoomEvent.Edited(AT, HI)),
                        "{'event':'message.edited'," + HEAD + ",'data':{'messageId':'7f3a-1042','content':'hi'}}"),
                Arguments.of(
                        kept(new RoomEvent.Deleted(AT)),
                        "{'event':'message.deleted'," + HEAD + ",'data':{'messageId':'7f3a-1042'}}"),
                Arguments.of(
                        new RoomEvent(
                                new RoomName("@alice"),
                                AT,
                                99,
                                Sender.SERVER,
                                new RoomEvent.Notified(new Notification("t", "b", "l", "k", HI)),
                                true),
                        "{'event':'notification','room':'@alice','eventId':'7f3a-1042','ts':99,"
                                + "'from':{'userId':'@server'},"
                                + "'data':{'title':'t','body':'b','level':'l','link':'k','payload':'hi'}}"),
                Arguments.of(
                        kept(new RoomEvent.Notified(new Notification("t", null, null, null, null))),
                        "{'event':'notification'," + HEAD + ",'data':{'title':'t'}}"),
                Arguments.of(
                        VolatileEvent.of(new VolatileEvent.Connected(welcome)),
                        "{'event':'connected','data':{'connectionId':'c-9','userId':'alice','node':'n1',"
                                + "'protocol':'herald.v1','heartbeat':{'intervalMs':30000,'timeoutMs':90000},"
                                + "'maxMessageSize':65536,'rooms':[{'room':'general','position':'7f3a-1042'},"
                                + "{'room':'@alice','position':'7f3a-1042'}],'expiresAt':7}}"),
                Arguments.of(
                        VolatileEvent.of(new VolatileEvent.Connected(endless)),
                        "{'event':'connected','data':{'connectionId':'c-9','userId':'alice','node':'n1',"
                                + "'protocol':'herald.v1','heartbeat':{'intervalMs':0,'timeoutMs':1},"
                                + "'maxMessageSize':1,'rooms':[]}}"),
                Arguments.of(
                        new VolatileEvent(
                                new RoomName("@alice"),
                                SENDER,
                                99,
                                new VolatileEvent.DirectSent(new UserId("bob"), HI, AT),
                                null),
                        "{'event':'direct.sent','room':'@alice'," + FROM
                                + ",'data':{'to':'bob','content':'hi','messageId':'7f3a-1042'}}"),
                Arguments.of(
                        told(new VolatileEvent.DirectSent(new UserId("bob"), OCTETS, AT)),
                        "{'event':'direct.sent','room':'general',"
                                + "'data':{'to':'bob','content':{'base64':'AQL/'},'messageId':'7f3a-1042'}}"),
                Arguments.of(
                        told(new VolatileEvent.UserJoined(ALICE)),
                        "{'event':'room.user_joined','room':'general','data':{'userId':'alice'}}"),
                Arguments.of(
                        told(new VolatileEvent.UserLeft(ALICE)),
                        "{'event':'room.user_left','room':'general','data':{'userId':'alice'}}"),
                Arguments.of(
                        told(new VolatileEvent.State(
                                List.of(kept(new RoomEvent.Message(OCTETS, AT, null)), kept(new RoomEvent.Deleted(AT))),
                                AT)),
                        "{'event':'room.state','room':'general','data':{'events':[{'event':'message'," + HEAD
                                + ",'data':{'content':{'base64':'AQL/'},'replyTo':'7f3a-1042'}},"
                                + "{'event':'message.deleted'," + HEAD
                                + ",'data':{'messageId':'7f3a-1042'}}],'position':'7f3a-1042'}}"),
                Arguments.of(
                        told(new VolatileEvent.ReadMoved(ALICE, AT)),
                        "{'event':'message.read','room':'general','data':{'userId':'alice','upTo':'7f3a-1042'}}"),
                Arguments.of(
                        told(new VolatileEvent.TypingStarted(ALICE)),
                        "{'event':'typing.started','room':'general','data':{'userId':'alice'}}"),
                Arguments.of(
                        told(new VolatileEvent.TypingStopped(ALICE)),
                        "{'event':'typing.stopped','room':'general','data':{'userId':'alice'}}"),
                Arguments.of(
                        told(new VolatileEvent.StatusChanged(ALICE, Status.ONLINE)),
                        "{'event':'presence.changed','room':'general','data':{'userId':'alice','status':'online'}}"),
                Arguments.of(
                        told(new VolatileEvent.StatusChanged(ALICE, new Status(Status.Kind.BUSY, "x"))),
                        "{'event':'presence.changed','room':'general',"
                                + "'data':{'userId':'alice','status':'busy','text':'x'}}"),
                Arguments.of(
                        new VolatileEvent(ROOM, SENDER, 99, new VolatileEvent.Emitted("n", HI), null),
                        "{'event':'room.event','room':'general'," + FROM + ",'data':{'name':'n','payload':'hi'}}"),
                Arguments.of(
                        new VolatileEvent(null, SENDER, 99, new VolatileEvent.Signalled(SignalType.OFFER, HI), null),
                        "{'event':'signal'," + FROM + ",'data':{'type':'offer','payload':'hi'}}"),
                Arguments.of(
                        new VolatileEvent(null, SENDER, 99, new VolatileEvent.Signalled(SignalType.BYE, null), null),
                        "{'event':'signal'," + FROM + ",'data':{'type':'bye'}}"),
                Arguments.of(
                        told(new VolatileEvent.Kicked("rude")),
                        "{'event':'room.kicked','room':'general','data':{'reason':'rude'}}"),
                Arguments.of(
                        told(new VolatileEvent.Kicked(null)), "{'event':'room.kicked','room':'general','data':{}}"),
                Arguments.of(
                        VolatileEvent.of(new VolatileEvent.Draining(500)),
                        "{'event':'server.draining','data':{'reconnectAfterMs':500}}"),
                Arguments.of(
                        VolatileEvent.of(new VolatileEvent.TokenExpiring(7)),
                        "{'event':'auth.expiring','data':{'expiresAt':7}}"),
                Arguments.of(
                        VolatileEvent.of(new VolatileEvent.Announced(new Notification("t", null, "warning", null, HI))),
                        "{'event':'notification','data':{'title':'t','level':'warning','payload':'hi'}}"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void areShownAsTheProtocolSays(Event event, String json) {
        shows(format.encode(event), json);
    }

    @Test
    void ofEveryKindAreShown() {
        List<Object> shown = events().map(row -> row.get()[0])
                .map(event -> event instanceof RoomEvent kept ? kept.body() : ((VolatileEvent) event).body())
                .map(Object::getClass)
                .distinct()
                .map(Object.class::cast)
                .toList();
        assertThat(shown).contains((Object[]) RoomEvent.Body.class.getPermittedSubclasses());
        assertThat(shown).contains((Object[]) VolatileEvent.Body.class.getPermittedSubclasses());
    }

    @Test
    void ofOctetsAreBinaryFrames() {
        showsBinary(format.encode(kept(new RoomEvent.Message(OCTETS, null, null))), "{'event':'message'," + HEAD + "}");
        showsBinary(
                format.encode(kept(new RoomEvent.Message(OCTETS, AT, null))),
                "{'event':'message'," + HEAD + ",'replyTo':'7f3a-1042'}");
        showsBinary(
                format.encode(new VolatileEvent(ROOM, SENDER, 99, new VolatileEvent.Emitted("n", OCTETS), null)),
                "{'event':'room.event','room':'general'," + FROM + ",'name':'n'}");
    }

    static Stream<Arguments> acks() {
        return Stream.of(
                Arguments.of(new Ack.Done(), "{}"),
                Arguments.of(new Ack.Joined(AT, true), "{'position':'7f3a-1042','recovered':true}"),
                Arguments.of(new Ack.Sent(AT, 99, false), "{'eventId':'7f3a-1042','ts':99,'duplicate':false}"),
                Arguments.of(new Ack.Time(99), "{'ts':99}"),
                Arguments.of(
                        new Ack.History(List.of(kept(new RoomEvent.Message(OCTETS, null, null))), AT, true),
                        "{'events':[{'event':'message'," + HEAD
                                + ",'data':{'content':{'base64':'AQL/'}}}],'position':'7f3a-1042','complete':true}"),
                Arguments.of(
                        new Ack.History(List.of(), AT, false), "{'events':[],'position':'7f3a-1042','complete':false}"),
                Arguments.of(
                        new Ack.Members(
                                List.of(
                                        new Ack.Member(ALICE, 2, Status.ONLINE, 5),
                                        new Ack.Member(new UserId("bob"), 1, new Status(Status.Kind.AWAY, "brb"), 6)),
                                true),
                        "{'members':[{'userId':'alice','connections':2,'status':'online','since':5},"
                                + "{'userId':'bob','connections':1,'status':'away','text':'brb','since':6}],"
                                + "'truncated':true}"),
                Arguments.of(
                        new Ack.RoomList(List.of(new RoomPosition(ROOM, AT))),
                        "{'rooms':[{'room':'general','position':'7f3a-1042'}]}"),
                Arguments.of(new Ack.RoomList(List.of()), "{'rooms':[]}"));
    }

    @ParameterizedTest
    @MethodSource("acks")
    void repliesAreShownAsTheProtocolSays(Ack ack, String data) {
        shows(format.ack("u1", ack), "{'event':'ack','id':'u1','data':" + data + "}");
    }

    @Test
    void refusalsTellWhatTheyAreAbout() {
        shows(
                format.error("u1", Refused.because(ErrorCode.NOT_JOINED, "join first")),
                "{'event':'error','id':'u1','data':{'code':'not_joined','message':'join first'}}");
        shows(
                format.error(null, Refused.because(ErrorCode.BAD_JSON, "no JSON")),
                "{'event':'error','data':{'code':'bad_json','message':'no JSON'}}");
        shows(
                format.error("u1", Refused.invalid("data.content", "is missing")),
                "{'event':'error','id':'u1','data':{'code':'invalid_data','message':'data.content: is missing',"
                        + "'field':'data.content'}}");
        shows(
                format.error("u1", Refused.rateLimited("slow down", Duration.ofMillis(1500))),
                "{'event':'error','id':'u1','data':{'code':'rate_limited','message':'slow down',"
                        + "'retryAfterMs':1500}}");
    }

    @Test
    void eventsOfATraceNameIt() {
        Traceparent trace = Traceparent.read("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        String head = "'event':'message','traceparent':'" + trace + "'," + HEAD;

        shows(
                format.encode(kept(new RoomEvent.Message(HI, null, null)).in(trace)),
                "{" + head + ",'data':{'content':'hi'}}");
        showsBinary(
                format.encode(kept(new RoomEvent.Message(OCTETS, null, null)).in(trace)), "{" + head + "}");
    }

    @Test
    void idsComeBackHoweverTheyAreSpelled() {
        String id = "\"\\\n\ud83d😀";
        assertThat(JsonTest.read(format.ack(id, new Ack.Done()).text()).getString("id"))
                .isEqualTo(id);
    }

    private static void shows(Frame frame, String json) {
        assertThat(frame.isBinary()).isFalse();
        assertThat(JsonTest.read(frame.text())).isEqualTo(JsonTest.read(json.replace('\'', '"')));
    }

    private static void showsBinary(Frame frame, String header) {
        ByteBuffer bytes = ByteBuffer.wrap(frame.bytes());
        byte[] head = new byte[Short.toUnsignedInt(bytes.getShort())];
        bytes.get(head);
        assertThat(JsonTest.read(new String(head, StandardCharsets.UTF_8)))
                .isEqualTo(JsonTest.read(header.replace('\'', '"')));
        assertThat(Arrays.copyOfRange(frame.bytes(), 2 + head.length, frame.bytes().length))
                .containsExactly(1, 2, -1);
    }
}
