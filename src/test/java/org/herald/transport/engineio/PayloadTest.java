package org.herald.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.herald.hub.Frame;
import org.herald.protocol.BrokenPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

    private final List<Packet> packets = new ArrayList<>();

    @Test
    void readsOnePacketAfterTheOther() {
        Payload.read("4hello\u001e2\u001e4\u001e3probe", packets::add);
        assertThat(packets)
                .containsExactly(
                        new Packet(PacketType.MESSAGE, "hello", null),
                        new Packet(PacketType.PING, "", null),
                        new Packet(PacketType.MESSAGE, "", null),
                        new Packet(PacketType.PONG, "probe", null));
    }

    @Test
    void readsBinaryMessagesFromBase64() {
        Payload.read("4hello\u001ebAQIDBA==", packets::add);
        assertThat(packets.get(1).type()).isEqualTo(PacketType.MESSAGE);
        assertThat(packets.get(1).bytes()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void readsBase64ThatIsBrokenIntoLines() {
        Payload.read("bAQID\nBA==\n", packets::add);
        assertThat(packets.get(0).bytes()).containsExactly(1, 2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "7", "\u001e", "4a\u001e", "\u001e4a", "b!", "bAQIDBA=", "-1", "\u0664"})
    void refusesWhatIsNoPacket(String body) {
        assertThatThrownBy(() -> Payload.read(body, packets::add)).isInstanceOf(BrokenPacket.class);
    }

    @Test
    void stopsAtTheFirstThatIsNone() {
        assertThatThrownBy(() -> Payload.read("4a\u001ex\u001e4b", packets::add))
                .isInstanceOf(BrokenPacket.class);
        assertThat(packets).hasSize(1);
    }

    @Test
    void writesTextAsItIsAndOctetsInBase64() {
        assertThat(Payload.write(List.of(Frame.text("4hello"), Frame.binary(new byte[] {1, 2, 3, 4}), Frame.text("2"))))
                .isEqualTo("4hello\u001ebAQIDBA==\u001e2");
    }
}
