package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.herald.broker.ControlMessage;
import org.herald.hub.ConnectionId;
import org.herald.hub.Content;
import org.herald.hub.Notification;
import org.herald.hub.Position;
import org.herald.hub.RoomName;
import org.herald.hub.Sender;
import org.herald.hub.SignalType;
import org.herald.hub.Status;
import org.herald.hub.Traceparent;
import org.herald.hub.UserId;
import org.herald.hub.VolatileEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Volatile events and control messages; room events go through Redis in the contract tests. */
class EventCodecTest {

    private static final RoomName ROOM = new RoomName("@Zoë 👩‍🚀");
    private static final UserId USER = new UserId("Zoë {x} }");
    private static final ConnectionId CONNECTION = new ConnectionId("c-1");
    private static final Content VALUE = new Content.Value("{\"é\":[1,null]}");

    static Stream<VolatileEvent.Body> bodies() {
        return Stream.of(
                new VolatileEvent.UserJoined(USER),
                new VolatileEvent.UserLeft(USER),
                new VolatileEvent.TypingStarted(USER),
                new VolatileEvent.TypingStopped(USER),
                new VolatileEvent.ReadMoved(USER, new Position("abc", 7)),
                new VolatileEvent.StatusChanged(USER, new Status(Status.Kind.BUSY, "déjà")),
                new VolatileEvent.StatusChanged(USER, Status.ONLINE),
                new VolatileEvent.Emitted("cursor", VALUE),
                new VolatileEvent.Emitted("cursor", new Content.Binary(new byte[] {0, -1})),
                new VolatileEvent.Emitted("cursor", null),
                new VolatileEvent.Signalled(SignalType.CANDIDATE, VALUE),
                new VolatileEvent.DirectSent(USER, VALUE, new Position("abc", 7)),
                new VolatileEvent.Announced(new Notification("t", null, "", "l", VALUE)),
                new VolatileEvent.Kicked(null),
                new VolatileEvent.Kicked("reason"),
                new VolatileEvent.Draining(1500));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void readsWhatItWrote(VolatileEvent.Body body) {
        for (VolatileEvent event : new VolatileEvent[] {
            new VolatileEvent(ROOM, new Sender(USER, CONNECTION), 1234567890123L, body, CONNECTION),
            new VolatileEvent(ROOM, Sender.SERVER, 0, body, null),
            new VolatileEvent(null, null, 0, body, null)
        }) {
            assertThat(EventCodec.decode(VolatileCodec.encode(event), ROOM)).isEqualTo(event);
        }
    }

    @Test
    void readsControlMessages() {
        VolatileEvent event = VolatileEvent.of(new VolatileEvent.Signalled(SignalType.OFFER, VALUE));
        Set<RoomName> rooms = Set.of(ROOM, new RoomName("general"));

        for (NodeMessage message : new NodeMessage[] {
            new NodeMessage.Ask(7, "n:1", event, CONNECTION, rooms), new NodeMessage.Answer(8, "n:1", 3)
        }) {
            assertThat(NodeMessage.decode(NodeMessage.encode(message))).isEqualTo(message);
        }
    }

    static Stream<ControlMessage> orders() {
        return Stream.of(
                new ControlMessage.KickConnection(CONNECTION, "why"),
                new ControlMessage.KickConnection(CONNECTION, null),
                new ControlMessage.KickUser(USER, "why"),
                new ControlMessage.KickFromRoom(USER, new RoomName("general"), "why"),
                new ControlMessage.RevokeToken("jti", 1234567890123L, null),
                new ControlMessage.RevokeUser(USER, 1234567890123L, 1234567890124L, "why"),
                new ControlMessage.Announce(new Notification("t", "b", "warn", null, VALUE)),
                new ControlMessage.Drain("n1", Duration.ofSeconds(10)),
                new ControlMessage.Drain(null, null),
                new ControlMessage.Watch(Duration.ofSeconds(10)),
                new ControlMessage.CancelDrain("n1"),
                new ControlMessage.CancelDrain(null));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void readsOrders(ControlMessage order) {
        NodeMessage message = new NodeMessage.Order(7, "n:1", order);

        assertThat(NodeMessage.decode(NodeMessage.encode(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void neverFailsOtherwiseWhateverOrderComes(ControlMessage order) {
        Random random = new Random(42);
        byte[] good = NodeMessage.encode(new NodeMessage.Order(7, "n:1", order));
        for (int i = 0; i < 5000; i++) {
            byte[] bad = Arrays.copyOf(good, i % 3 == 0 ? random.nextInt(good.length) + 1 : good.length);
            bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            try {
                NodeMessage.decode(bad);
            } catch (Malformed e) {
                assertThat(e).hasMessageNotContaining("Exception");
            }
        }
    }

    @Test
    void refusesWhatIsCutShortOrChanged() {
        VolatileEvent event = new VolatileEvent(
                ROOM, new Sender(USER, CONNECTION), 1, new VolatileEvent.StatusChanged(USER, Status.ONLINE), null);
        byte[] good = VolatileCodec.encode(event);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> EventCodec.decode(cut, ROOM)).isInstanceOf(Malformed.class);
        }
    }

    @Test
    void neverFailsOtherwiseWhateverComes() {
        Random random = new Random(42);
        byte[] good = VolatileCodec.encode(VolatileEvent.in(ROOM, new VolatileEvent.DirectSent(USER, VALUE, null)));
        byte[] control = NodeMessage.encode(new NodeMessage.Ask(
                1, "n", VolatileEvent.of(new VolatileEvent.Kicked(null)), CONNECTION, Set.of(ROOM)));
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = (i % 2 == 0 ? good : control).clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                EventCodec.decode(bad, ROOM);
                NodeMessage.decode(bad);
            } catch (Malformed e) {
                assertThat(e).hasMessageNotContaining("Exception");
            }
        }
    }

    @Test
    void readsATraceBeforeAnEventAndIgnoresOneThatIsMalformed() {
        Traceparent trace = Traceparent.read("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        byte[] event = VolatileCodec.encode(VolatileEvent.in(ROOM, new VolatileEvent.UserLeft(USER)));
        byte[] traced = new Packer().raw(EventCodec.head(trace)).raw(event).toBytes();
        byte[] odd = new Packer().octet('t').name("no trace").raw(event).toBytes();
        byte[] none = new Packer().octet('t').name(null).raw(event).toBytes();

        assertThat(EventCodec.head(null)).isEmpty();
        for (byte[] bytes : new byte[][] {traced, odd, none}) {
            assertThat(EventCodec.decode(bytes, ROOM)).isEqualTo(EventCodec.decode(event, ROOM));
        }
        assertThatThrownBy(() -> EventCodec.decode(EventCodec.head(trace), ROOM))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void refusesAVersionToCome() {
        byte[] event = VolatileCodec.encode(VolatileEvent.of(new VolatileEvent.Kicked(null)));
        event[0] = 2;

        assertThatThrownBy(() -> EventCodec.decode(event, ROOM))
                .isInstanceOf(Malformed.class)
                .hasMessage("an event of version 2");
    }
}
