package org.herald.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.herald.protocol.SocketIoPacket.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketIoReaderTest {

    private static final int DEPTH = 4;

    @Test
    void readsWhoConnectsToWhat() {
        assertThat(read("0")).isEqualTo(new SocketIoPacket(Type.CONNECT, "/", null, List.of(), 0));
        assertThat(read("0{\"token\":\"t\"}").payload()).containsExactly("{\"token\":\"t\"}");
        assertThat(read("0/admin,").namespace()).isEqualTo("/admin");
        assertThat(read("0/admin").namespace()).isEqualTo("/admin");
        assertThat(read("0/admin,{\"a\":1}"))
                .isEqualTo(new SocketIoPacket(Type.CONNECT, "/admin", null, List.of("{\"a\":1}"), 0));
    }

    @Test
    void readsEventsWithTheirArgumentsAsTheyCame() {
        assertThat(read("2[\"foo\", 1 ,{\"3\":[true]}]"))
                .isEqualTo(new SocketIoPacket(Type.EVENT, "/", null, List.of("\"foo\"", "1", "{\"3\":[true]}"), 0));
        assertThat(read("2/admin,12[\"foo\"]"))
                .isEqualTo(new SocketIoPacket(Type.EVENT, "/admin", 12L, List.of("\"foo\""), 0));
        assertThat(read("212[\"foo\"]").id()).isEqualTo(12);
    }

    @Test
    void readsAcknowledgementsEvenEmptyOnes() {
        assertThat(read("3/admin,13[\"bar\"]"))
                .isEqualTo(new SocketIoPacket(Type.ACK, "/admin", 13L, List.of("\"bar\""), 0));
        assertThat(read("30[]").payload()).isEmpty();
    }

    @Test
    void readsHowManyAttachmentsFollow() {
        SocketIoPacket packet = read("52-/admin,7[\"baz\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(packet.type()).isEqualTo(Type.BINARY_EVENT);
        assertThat(packet.attachments()).isEqualTo(2);
        assertThat(packet.namespace()).isEqualTo("/admin");
        assertThat(packet.id()).isEqualTo(7);
        assertThat(read("61-15[\"bar\"]").attachments()).isEqualTo(1);
        assertThat(read("50-[\"bar\"]").attachments()).isZero();
    }

    @Test
    void readsWhoLeaves() {
        assertThat(read("1").type()).isEqualTo(Type.DISCONNECT);
        assertThat(read("1/admin,").namespace()).isEqualTo("/admin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "7",
                "9[\"foo\"]",
                "4{\"message\":\"only servers say so\"}",
                "2",
                "2{}",
                "2[]",
                "2\"foo\"",
                "2[1]",
                "2[null]",
                "2[\"foo\"",
                "2[\"foo\"]]",
                "2[\"foo\",]",
                "2abc[\"foo\"]",
                "2-1[\"foo\"]",
                "21.5[\"foo\"]",
                "21234567890123456[\"foo\"]",
                "2[\"connect\"]",
                "2[\"connect_error\"]",
                "2[\"disconnect\"]",
                "2[\"disconnecting\"]",
                "2[\"newListener\"]",
                "2[\"removeListener\"]",
                "2[\"\\u0063onnect\"]",
                "3[\"no id\"]",
                "312",
                "312{}",
                "5[\"foo\"]",
                "51[\"foo\"]",
                "5-[\"foo\"]",
                "5",
                "51",
                "517-[\"foo\"]",
                "5999999999999-[\"foo\"]",
                "0[]",
                "0\"token\"",
                "0{\"a\":1",
                "0{\"a\":1}{}",
                "1{}",
                "1/admin,[]",
                "0/with blank,",
                "0/with\u001eseparator,",
                "0/\u00e9,",
                "2[\"deep\",[[[[[1]]]]]]",
                "0{\"a\":{\"b\":{\"c\":{\"d\":{}}}}}"
            })
    void refusesWhatIsNoPacketOfAClient(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(BrokenPacket.class);
    }

    @Test
    void boundsWhatAClientCanMakeLarge() {
        assertThatThrownBy(() -> read("0/" + "n".repeat(128))).isInstanceOf(BrokenPacket.class);
        assertThat(read("0/" + "n".repeat(127)).namespace()).hasSize(128);
        assertThatThrownBy(() -> read("2[\"many\"" + ",1".repeat(64) + "]")).isInstanceOf(BrokenPacket.class);
        assertThat(read("2[\"many\"" + ",1".repeat(63) + "]").payload()).hasSize(64);
        assertThatThrownBy(() -> read("2" + "[".repeat(100_000))).isInstanceOf(BrokenPacket.class);
        assertThat(read("2123456789012345[\"foo\"]").id()).isEqualTo(123_456_789_012_345L);
        assertThat(read("516-[\"foo\"]").attachments()).isEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0/admin,{\"sid\":\"oSO0OpakMV_3jnilAAAA\"}",
                "1",
                "1/admin,",
                "2[\"foo\"]",
                "2/admin,[\"bar\"]",
                "212[\"foo\"]",
                "3/admin,13[\"bar\"]",
                "30[]",
                "51-[\"baz\",{\"_placeholder\":true,\"num\":0}]",
                "52-/admin,[\"baz\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]",
                "61-15[\"bar\",{\"_placeholder\":true,\"num\":0}]"
            })
    void writesWhatItHasRead(String text) {
        assertThat(read(text)).hasToString("4" + text);
    }

    @Test
    void saysNoInTheWordsOfTheProtocol() {
        assertThat(SocketIoPacket.refusal("/random", "Invalid namespace", null))
                .hasToString("44/random,{\"message\":\"Invalid namespace\"}");
        assertThat(SocketIoPacket.refusal("/", "there is no token", "unauthorized"))
                .hasToString("44{\"message\":\"there is no token\",\"data\":{\"code\":\"unauthorized\"}}");
    }

    private static SocketIoPacket read(String text) {
        return SocketIoReader.read(text, DEPTH);
    }
}
