package org.herald.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.herald.hub.ConnectionId;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.SignalType;
import org.herald.hub.Status;
import org.herald.hub.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of protocol section 3: as it should be, and with each field missing, mistyped and out of bounds. */
class CommandsTest {

    private static final RoomName A = new RoomName("a");
    private static final Position AT = new Position("e", 7);
    private static final Content HI = new Content.Value("\"hi\"");
    private static final Content ONE = new Content.Value("1");

    private final HeraldV1 format = new HeraldV1(32);

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of("'room.join','room':'a'", new Command.Join(A, null, false)),
                Arguments.of("'room.join','room':'a','data':null", new Command.Join(A, null, false)),
                Arguments.of(
                        "'room.join','room':'a','data':{'since':null,'lasting':null}",
                        new Command.Join(A, null, false)),
                Arguments.of(
                        "'room.join','room':'a','data':{'since':'e-7','lasting':true}", new Command.Join(A, AT, true)),
                Arguments.of("'room.join','room':'@bob'", new Command.Join(new RoomName("@bob"), null, false)),
                Arguments.of("'room.leave','room':'a','data':{'more':[1]},'other':2", new Command.Leave(A)),
                Arguments.of("'room.members','room':'a'", new Command.ListMembers(A)),
                Arguments.of("'room.list'", new Command.ListRooms()),
                Arguments.of("'room.history','room':'a'", new Command.ReadHistory(A, null, 100, false)),
                Arguments.of(
                        "'room.history','room':'a','data':{'since':'e-7','limit':1,'reverse':true}",
                        new Command.ReadHistory(A, AT, 1, true)),
                Arguments.of(
                        "'room.history','room':'a','data':{'limit':1000,'reverse':false}",
                        new Command.ReadHistory(A, null, 1000, false)),
                Arguments.of(
                        "'message.send','room':'a','data':{'content':'hi'}",
                        new Command.SendMessage(A, HI, null, true)),
                Arguments.of(
                        "'message.send','room':'a','data':{'content':'hi','replyTo':'e-7','echo':false}",
                        new Command.SendMessage(A, HI, AT, false)),
                Arguments.of(
                        "'message.send','room':'a','data':{'content': {'x' : [1.0]} }",
                        new Command.SendMessage(A, new Content.Value("{\"x\" : [1.0]}"), null, true)),
                Arguments.of(
                        "'message.send','room':'a','data':{'content':null}",
                        new Command.SendMessage(A, new Content.Value("null"), null, true)),
                Arguments.of(
                        "'message.edit','room':'a','data':{'messageId':'e-7','content':'hi'}",
                        new Command.EditMessage(A, AT, HI)),
                Arguments.of(
                        "'message.delete','room':'a','data':{'messageId':'e-7'}", new Command.DeleteMessage(A, AT)),
                Arguments.of("'message.read','room':'a','data':{'upTo':'e-7'}", new Command.MarkRead(A, AT)),
                Arguments.of("'typing.start','room':'a'", new Command.Typing(A, true)),
                Arguments.of("'typing.stop','room':'a'", new Command.Typing(A, false)),
                Arguments.of(
                        "'presence.status','data':{'status':'online'}",
                        new Command.SetStatus(new Status(Status.Kind.ONLINE, null))),
                Arguments.of(
                        "'presence.status','data':{'status':'away','text':''}",
                        new Command.SetStatus(new Status(Status.Kind.AWAY, ""))),
                Arguments.of(
                        "'presence.status','data':{'status':'busy','text':'" + "😀".repeat(200) + "'}",
                        new Command.SetStatus(new Status(Status.Kind.BUSY, "😀".repeat(200)))),
                Arguments.of("'presence.heartbeat'", new Command.Ping()),
                Arguments.of("'ping'", new Command.Ping()),
                Arguments.of(
                        "'direct.send','data':{'to':'bob','content':'hi'}",
                        new Command.SendDirect(new UserId("bob"), HI)),
                Arguments.of(
                        "'signal.send','data':{'to':'c-1','type':'offer','payload':1}",
                        new Command.SendSignal(new ConnectionId("c-1"), SignalType.OFFER, ONE)),
                Arguments.of(
                        "'signal.send','data':{'to':'c-1','type':'answer','payload':1}",
                        new Command.SendSignal(new ConnectionId("c-1"), SignalType.ANSWER, ONE)),
                Arguments.of(
                        "'signal.send','data':{'to':'c-1','type':'candidate','payload':null}",
                        new Command.SendSignal(
                                new ConnectionId("c-1"), SignalType.CANDIDATE, new Content.Value("null"))),
                Arguments.of(
                        "'signal.send','data':{'to':'c-1','type':'bye'}",
                        new Command.SendSignal(new ConnectionId("c-1"), SignalType.BYE, null)),
                Arguments.of(
                        "'signal.send','data':{'to':'c-1','type':'bye','payload':1}",
                        new Command.SendSignal(new ConnectionId("c-1"), SignalType.BYE, ONE)),
                Arguments.of("'room.emit','room':'a','data':{'name':'n','payload':1}", new Command.Emit(A, "n", ONE)),
                Arguments.of(
                        "'room.emit','room':'a','data':{'name':'" + "n".repeat(64) + "','payload':1}",
                        new Command.Emit(A, "n".repeat(64), ONE)),
                Arguments.of("'auth.refresh','data':{'token':'t'}", new Command.RefreshToken("t")),
                Arguments.of("'auth','data':{'token':'t'}", new Command.Authenticate("t")));
    }

    @ParameterizedTest
    @MethodSource("good")
    void areReadAsTheyAreMeant(String rest, Command command) {
        Request request = format.decode(("{'id':'u1','v':1,'event':" + rest + "}").replace('\'', '"'));
        assertThat(request.command()).isEqualTo(command);
        assertThat(request.id()).isEqualTo("u1");
        assertThat(request.kind()).isEqualTo(command.kind());
    }

    /** The fields each command needs, each with values that it refuses; the first value of data is a good one. */
    static Stream<Arguments> bad() {
        List<String> rooms = List.of(
                "'room.join'",
                "'room.leave'",
                "'room.members'",
                "'room.history'",
                "'typing.start'",
                "'typing.stop'",
                "'message.send','data':{'content':'x'}",
                "'message.read','data':{'upTo':'e-1'}",
                "'message.edit','data':{'messageId':'e-1','content':'x'}",
                "'message.delete','data':{'messageId':'e-1'}",
                "'room.emit','data':{'name':'n','payload':1}");
        Stream<Arguments> room = rooms.stream()
                .flatMap(command -> Stream.of(
                        Arguments.of(command, "room"),
                        Arguments.of(command + ",'room':null", "room"),
                        Arguments.of(command + ",'room':''", "room"),
                        Arguments.of(command + ",'room':'-a'", "room"),
                        Arguments.of(command + ",'room':'ä'", "room"),
                        Arguments.of(command + ",'room':'@'", "room"),
                        Arguments.of(command + ",'room':'" + "a".repeat(129) + "'", "room")));
        String position = "7,'','e','e-','-1','e-01','E-1','e-1-1',true,{}";
        String flag = "'true',0,[]";
        String content = "'','" + "x".repeat(2001) + "'";
        return Stream.of(
                        room,
                        data("'room.join','room':'a'", "since", position, ""),
                        data("'room.join','room':'a'", "lasting", flag, ""),
                        data("'room.history','room':'a'", "since", position, ""),
                        data("'room.history','room':'a'", "limit", "0,-1,1001,1.0,1e1,'1',99999999999,true", ""),
                        data("'room.history','room':'a'", "reverse", flag, ""),
                        data("'message.send','room':'a'", "content", "," + content, ""),
                        data("'message.send','room':'a'", "replyTo", position, ",'content':'x'"),
                        data("'message.send','room':'a'", "echo", flag, ",'content':'x'"),
                        data("'message.edit','room':'a'", "messageId", ",null," + position, ",'content':'x'"),
                        data("'message.edit','room':'a'", "content", "," + content, ",'messageId':'e-1'"),
                        data("'message.delete','room':'a'", "messageId", ",null," + position, ""),
                        data("'message.read','room':'a'", "upTo", ",null," + position, ""),
                        data("'presence.status'", "status", ",null,'ONLINE','gone','',1", ""),
                        data("'presence.status'", "text", "1,{},'" + "x".repeat(201) + "'", ",'status':'away'"),
                        data(
                                "'direct.send'",
                                "to",
                                ",null,'',1,'" + "x".repeat(129) + "','\\n','\\ud83d'",
                                ",'content':'x'"),
                        data("'direct.send'", "content", "," + content, ",'to':'bob'"),
                        data("'signal.send'", "to", ",null,'',1,'a b','" + "x".repeat(65) + "'", ",'type':'bye'"),
                        data("'signal.send'", "type", ",null,'','OFFER','hello',1", ",'to':'c-1'"),
                        data("'signal.send'", "payload", "", ",'to':'c-1','type':'offer'"),
                        data("'room.emit','room':'a'", "name", ",null,'',1,'" + "n".repeat(65) + "'", ",'payload':1"),
                        data("'room.emit','room':'a'", "payload", "", ",'name':'n'"),
                        data("'auth'", "token", ",null,'',1,'" + "t".repeat(16_385) + "'", ""),
                        data("'auth.refresh'", "token", ",null,'',1,'" + "t".repeat(16_385) + "'", ""))
                .flatMap(each -> each);
    }

    /** @param values separated by commas; an empty one: the field is missing */
    private static Stream<Arguments> data(String command, String field, String values, String others) {
        return Stream.of(values.split(",", -1)).map(value -> {
            String fields = value.isEmpty() ? "'-':0" + others : "'" + field + "':" + value + others;
            return Arguments.of(command + ",'data':{" + fields + "}", "data." + field);
        });
    }

    @ParameterizedTest
    @MethodSource("bad")
    void areRefusedWithThePathOfTheFieldThatIsWrong(String rest, String field) {
        Request request = format.decode(("{'id':'u1','event':" + rest + "}").replace('\'', '"'));
        assertThat(request.id()).isEqualTo("u1");
        assertThatThrownBy(request::command).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_DATA);
            assertThat(refused.field()).isEqualTo(field);
            assertThat(refused.getMessage()).startsWith(field + ": ").hasSizeLessThan(200);
        });
    }

    @Test
    void takeTextsOfAsManyCharactersAsTheyMayHave() {
        for (String content : List.of("x", "x".repeat(2000), "😀".repeat(2000), "\\u0041".repeat(2000))) {
            Request request = format.decode(
                    "{\"event\":\"message.send\",\"room\":\"a\",\"data\":{\"content\":\"" + content + "\"}}");
            assertThat(((Command.SendMessage) request.command()).content())
                    .isEqualTo(new Content.Value('"' + content + '"'));
        }
    }

    @Test
    void areCountedByWhatTheyAre() {
        assertThat(good().map(row -> (Command) row.get()[1]).map(Command::kind).distinct())
                .containsExactlyInAnyOrder(Command.Kind.values());
        assertThat(new Command.SendMessage(A, HI, null, true).kind()).isEqualTo(Command.Kind.MESSAGE);
        assertThat(new Command.EditMessage(A, AT, HI).kind()).isEqualTo(Command.Kind.MESSAGE);
        assertThat(new Command.DeleteMessage(A, AT).kind()).isEqualTo(Command.Kind.MESSAGE);
        assertThat(new Command.MarkRead(A, AT).kind()).isEqualTo(Command.Kind.MESSAGE);
        assertThat(new Command.SendDirect(new UserId("b"), HI).kind()).isEqualTo(Command.Kind.MESSAGE);
        assertThat(new Command.Typing(A, true).kind()).isEqualTo(Command.Kind.VOLATILE);
        assertThat(new Command.SetStatus(Status.ONLINE).kind()).isEqualTo(Command.Kind.VOLATILE);
        assertThat(new Command.Emit(A, "n", ONE).kind()).isEqualTo(Command.Kind.VOLATILE);
        assertThat(new Command.SendSignal(new ConnectionId("c"), SignalType.BYE, null).kind())
                .isEqualTo(Command.Kind.VOLATILE);
        assertThat(new Command.Join(A, null, false).kind()).isEqualTo(Command.Kind.REQUEST);
        assertThat(new Command.Ping().kind()).isEqualTo(Command.Kind.REQUEST);
    }

    @Test
    void doNotShowATokenToALog() {
        assertThat(new Command.RefreshToken("secret").toString()).doesNotContain("secret");
        assertThat(new Command.Authenticate("secret").toString()).doesNotContain("secret");
    }
}
