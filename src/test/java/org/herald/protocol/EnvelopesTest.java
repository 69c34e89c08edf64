package org.herald.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.herald.hub.Content;
import org.herald.hub.ErrorCode;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopesTest {

    private final HeraldV1 format = new HeraldV1(8);

    private Request read(String json) {
        return format.decode(json.replace('\'', '"'));
    }

    private static void refuses(Request request, ErrorCode code) {
        assertThatThrownBy(request::command)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
        assertThat(request.kind()).isEqualTo(Command.Kind.REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'event':null}",
                "{'event':1}",
                "{'event':''}",
                "{'event':'Ping'}",
                "{'event':'pi ng'}",
                "{'event':'ping','room':1}",
                "{'event':'ping','room':{}}",
                "{'event':'ping','v':'1'}",
                "{'event':'ping','v':true}",
                "{'event':'ping','data':[]}",
                "{'event':'ping','data':'x'}",
                "{'event':'ping','data':{'a':1,'a':1}}",
                "{'event':'ping','event':'ping'}",
                "[]",
                "'ping'"
            })
    void refuseFieldsOfAWrongType(String json) {
        refuses(read(json), ErrorCode.BAD_ENVELOPE);
    }

    @Test
    void takeAnEventOfSixtyFourCharactersAndNoMore() {
        refuses(read("{'event':'" + "a".repeat(64) + "'}"), ErrorCode.UNKNOWN_EVENT);
        refuses(read("{'event':'" + "a".repeat(65) + "'}"), ErrorCode.BAD_ENVELOPE);
        refuses(read("{'event':'a.b_c-9'}"), ErrorCode.UNKNOWN_EVENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "1.0", "1e0", "-1", "11"})
    void refuseAnotherVersion(String version) {
        Request request = read("{'event':'ping','id':'u','v':" + version + "}");
        refuses(request, ErrorCode.UNSUPPORTED_VERSION);
        assertThat(request.id()).isEqualTo("u");
    }

    @Test
    void takeVersionOneOrNone() {
        assertThat(read("{'event':'ping','v':1}").command()).isNotNull();
        assertThat(read("{'event':'ping','v':null}").command()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "''", "true", "{}", "[]"})
    void refuseAnIdThatIsNone(String id) {
        Request request = read("{'event':'ping','id':" + id + "}");
        refuses(request, ErrorCode.BAD_ENVELOPE);
        assertThat(request.id()).isNull();
    }

    @Test
    void giveBackTheIdAsItWasMeant() {
        assertThat(read("{'event':'ping','id':'\\u0061\\n'}").id()).isEqualTo("a\n");
        assertThat(read("{'event':'ping','id':'" + "x".repeat(64) + "'}").id()).hasSize(64);
        assertThat(read("{'event':'ping'}").id()).isNull();
        assertThat(read("{'event':'ping','id':null}").id()).isNull();
        refuses(read("{'event':'ping','id':'" + "x".repeat(65) + "'}"), ErrorCode.BAD_ENVELOPE);
    }

    @Test
    void keepTheIdOfARequestThatIsRefused() {
        assertThat(read("{'id':'u1','event':7}").id()).isEqualTo("u1");
        assertThat(read("{'id':'u1','event':'no.such'}").id()).isEqualTo("u1");
        assertThat(read("{'id':'u1','event':'ping','data':7}").id()).isEqualTo("u1");
        assertThat(read("{'id':'u1','event':'room.join','room':7}").id()).isEqualTo("u1");
        assertThat(read("{'id':'u1','event':'ping'").id()).isNull();
    }

    @Test
    void refuseWhatIsNoJsonOrTooDeep() {
        refuses(read("{'event':"), ErrorCode.BAD_JSON);
        refuses(read(""), ErrorCode.BAD_JSON);
        refuses(read("{'event':'ping'}x"), ErrorCode.BAD_JSON);
        assertThat(read("{'event':'ping','data':{'x':[[[[[[]]]]]]}}").command()).isNotNull();
        refuses(read("{'event':'ping','data':{'x':[[[[[[[]]]]]]]}}"), ErrorCode.BAD_JSON);
    }

    private static byte[] binary(String header, int... payload) {
        byte[] head = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(2 + head.length + payload.length);
        frame.putShort((short) head.length).put(head);
        for (int b : payload) {
            frame.put((byte) b);
        }
        return frame.array();
    }

    @Test
    void carryOctetsInBinaryFrames() {
        Content octets = new Content.Binary(new byte[] {1, -1});
        assertThat(format.decode(binary("{'event':'message.send','id':'u','room':'a'}", 1, 255))
                        .command())
                .isEqualTo(new Command.SendMessage(new RoomName("a"), octets, null, true));
        assertThat(format.decode(binary("{'event':'message.send','room':'a','replyTo':'e-1','echo':false}", 1, 255))
                        .command())
                .isEqualTo(new Command.SendMessage(new RoomName("a"), octets, new Position("e", 1), false));
        assertThat(format.decode(binary("{'event':'room.emit','room':'a','name':'n'}", 1, 255))
                        .command())
                .isEqualTo(new Command.Emit(new RoomName("a"), "n", octets));
        assertThat(format.decode(binary("{'event':'direct.send','to':'bob'}", 1, 255))
                        .command())
                .isEqualTo(new Command.SendDirect(new UserId("bob"), octets));
        assertThat(format.decode(binary("{'event':'message.send','id':'u','room':'ä'}"))
                        .id())
                .isEqualTo("u");
    }

    @Test
    void mayHaveNoOctetsAtAll() {
        assertThat(format.decode(binary("{'event':'message.send','room':'a'}")).command())
                .isEqualTo(new Command.SendMessage(new RoomName("a"), new Content.Binary(new byte[0]), null, true));
    }

    @Test
    void nameTheFieldOfABinaryHeaderThatIsWrong() {
        for (String[] row : new String[][] {
            {"{'event':'room.emit','room':'a'}", "name"},
            {"{'event':'room.emit','name':'n'}", "room"},
            {"{'event':'direct.send'}", "to"},
            {"{'event':'message.send','room':'a','replyTo':'x'}", "replyTo"},
            {"{'event':'message.edit','room':'a','messageId':'e-1'}", "event"},
            {"{'event':'ping'}", "event"}
        }) {
            assertThatThrownBy(() -> format.decode(binary(row[0], 1)).command())
                    .isInstanceOfSatisfying(Refused.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_DATA);
                        assertThat(refused.field()).isEqualTo(row[1]);
                    });
        }
    }

    @Test
    void nameTheTraceTheyArePartOf() {
        String trace = "'traceparent':'00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'";
        assertThat(read("{'event':'ping'," + trace + "}").trace())
                .hasToString("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(format.decode(binary("{'event':'message.send','room':'a'," + trace + "}", 5))
                        .trace())
                .hasToString("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(read("{'event':'ping'}").trace()).isNull();
    }

    @Test
    void costNoMemoryWithoutATrace() {
        JsonObject object = new JsonScanner("{\"event\":\"ping\",\"id\":\"1\"}", 8).wholeObject();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(thread);

        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 10_000; i++) {
            if (Envelope.trace(object) != null) {
                throw new AssertionError("there is no trace");
            }
        }

        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "{}", "''", "'x'", "'00-0-0-0'"})
    void areUnderstoodWithATraceThatIsMalformed(String trace) {
        Request request = read("{'event':'ping','traceparent':" + trace + "}");

        assertThat(request.command()).isEqualTo(new Command.Ping());
        assertThat(request.trace()).isNull();
    }

    @Test
    void refuseBinaryFramesWithoutAHeader() {
        refuses(format.decode(new byte[0]), ErrorCode.BAD_ENVELOPE);
        refuses(format.decode(new byte[] {0}), ErrorCode.BAD_ENVELOPE);
        refuses(format.decode(new byte[] {0, 3, '{', '}'}), ErrorCode.BAD_ENVELOPE);
        refuses(format.decode(new byte[] {-1, -1, '{', '}'}), ErrorCode.BAD_ENVELOPE);
        refuses(format.decode(new byte[] {0, 0}), ErrorCode.BAD_JSON);
        refuses(format.decode(new byte[] {0, 2, '[', ']', 1}), ErrorCode.BAD_ENVELOPE);
        refuses(format.decode(new byte[] {0, 2, '{', '}'}), ErrorCode.BAD_ENVELOPE);
        refuses(format.decode(new byte[] {0, 3, '{', (byte) 0xff, '}'}), ErrorCode.BAD_ENVELOPE);
        refuses(format.decode(new byte[] {0, 2, '{', 'x', '}'}), ErrorCode.BAD_JSON);
    }

    @Test
    void takeABinaryHeaderLongerThanASignedShort() {
        String header = "{'event':'message.send','room':'a'" + " ".repeat(40_000) + "}";
        assertThat(format.decode(binary(header, 5)).command())
                .isEqualTo(new Command.SendMessage(new RoomName("a"), new Content.Binary(new byte[] {5}), null, true));
    }
}
