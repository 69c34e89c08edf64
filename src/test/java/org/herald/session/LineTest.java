package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.herald.hub.CloseCode;
import org.herald.protocol.Request;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final int MAX = 20;

    private final List<String> told = new ArrayList<>();
    private final Line line = line(MAX);
    private int heard;
    private boolean broken;

    private Line line(int max) {
        Line made = new Line(max);
        made.connect(new Noting());
        return made;
    }

    @Test
    void handsOnAWholeMessage() {
        line.text("hello", true);
        line.binary(bytes("octets"), true);
        assertThat(told).containsExactly("text hello", "binary octets");
        assertThat(heard).isEqualTo(2);
    }

    @Test
    void putsPartsTogether() {
        line.text("he", false);
        line.text("", false);
        line.text("llo", true);
        line.binary(bytes("oc"), false);
        line.binary(bytes(""), false);
        line.binary(bytes("tets"), true);
        line.text("", false);
        line.text("next", true);
        assertThat(told).containsExactly("text hello", "binary octets", "text next");
        assertThat(heard).isEqualTo(8);
    }

    @Test
    void handsOnEmptyMessages() {
        line.text("", true);
        line.text("", false);
        line.text("", true);
        line.binary(bytes(""), true);
        line.binary(bytes(""), false);
        line.binary(bytes(""), true);
        assertThat(told).containsExactly("text ", "text ", "binary ", "binary ");
    }

    @Test
    void readsFromWhereTheBufferIsToItsLimit() {
        ByteBuffer part = bytes("[part]");
        part.position(1).limit(5);
        line.binary(part, true);
        assertThat(told).containsExactly("binary part");
        assertThat(part.hasRemaining()).isFalse();
    }

    @Test
    void takesAMessageOfTheGreatestSizeWholeOrInParts() {
        line.text("x".repeat(MAX), true);
        line.text("y".repeat(MAX - 1), false);
        line.text("y", true);
        line.binary(bytes("z".repeat(MAX)), true);
        assertThat(told).hasSize(3).noneMatch(what -> what.startsWith("end"));
    }

    @Test
    void endsAtTheFirstByteTooMany() {
        line.text("x".repeat(MAX + 1), true);
        assertThat(told).containsExactly("end TOO_LARGE");
    }

    @Test
    void countsTextInBytes() {
        line.text("ä".repeat(MAX / 2) + "x", true);
        assertThat(told).containsExactly("end TOO_LARGE");
    }

    @Test
    void endsOnArrivalOfThePartThatIsTooMuch() {
        line.text("x".repeat(MAX), false);
        assertThat(told).isEmpty();
        line.text("x", false);
        assertThat(told).containsExactly("end TOO_LARGE");
        line.text("", true);
        assertThat(told).as("and is no message later").containsExactly("end TOO_LARGE", "end TOO_LARGE");
    }

    @Test
    void endsABinaryMessageThatIsTooLarge() {
        line.binary(bytes("x".repeat(MAX)), false);
        line.binary(bytes("x"), true);
        assertThat(told).containsExactly("end TOO_LARGE");
    }

    @Test
    void endsAMessageOfEndlessEmptyParts() {
        for (int i = 0; i < 4096; i++) {
            line.text("", false);
        }
        assertThat(told).isEmpty();
        line.text("", false);
        assertThat(told).containsExactly("end TOO_LARGE");
    }

    @Test
    void countsPartsAndBytesOfEachMessageAnew() {
        for (int i = 0; i < 3; i++) {
            for (int part = 1; part < 4096; part++) {
                line.text("", false);
            }
            line.text("x".repeat(MAX), true);
        }
        assertThat(told).hasSize(3).allMatch(what -> what.startsWith("text"));
    }

    @Test
    void growsAlongWithALongMessageOfShortParts() {
        Line large = line(64 * 1024 * 1024);
        for (int i = 0; i < 4095; i++) {
            large.binary(ByteBuffer.wrap(new byte[8 * 1024]), false);
        }
        large.binary(ByteBuffer.wrap(new byte[8 * 1024]), true);
        assertThat(told).containsExactly("binary of 33554432");
    }

    @Test
    void passesOnPongsAndEnds() {
        line.text("half", false);
        line.pong(new byte[] {1, 2});
        line.end(CloseCode.NOT_UTF8, "broken");
        line.closed(1001, "gone");
        assertThat(told).containsExactly("pong 2", "end NOT_UTF8", "closed 1001");
        assertThat(heard).isEqualTo(2);
    }

    @Test
    void endsTheConnectionWhenWhatItSaidBringsAboutAFault() {
        Logger logger = Logger.getLogger("org.herald.connections");
        Level before = logger.getLevel();
        logger.setLevel(Level.OFF);
        broken = true;
        line.text("x", true);
        line.binary(bytes("x"), true);
        line.pong(new byte[0]);
        logger.setLevel(before);
        assertThat(told).containsExactly("end SERVER_FAULT", "end SERVER_FAULT", "end SERVER_FAULT");
    }

    @Test
    void endsWithAFaultOfOursInsteadOfGoingOnAsIfItHadNotBeen() {
        Line faulty = new Line(MAX);
        faulty.connect(new Noting() {
            @Override
            public void text(String message) {
                throw new IllegalStateException("a fault, on purpose");
            }
        });

        faulty.text("hello", true);

        assertThat(told).containsExactly("end SERVER_FAULT");
    }

    @Test
    void makesNoRequestThatIsTooLarge() {
        line.request(MAX, () -> Request.refused("1", null));
        line.request(MAX + 1, () -> {
            throw new AssertionError("it is not to be made");
        });
        assertThat(told).containsExactly("request 1 of " + MAX, "end TOO_LARGE");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private class Noting implements Receiver {
        @Override
        public void text(String message) {
            told.add("text " + message);
        }

        @Override
        public void binary(byte[] message) {
            told.add(
                    message.length > 100
                            ? "binary of " + message.length
                            : "binary " + new String(message, StandardCharsets.UTF_8));
        }

        @Override
        public void request(int bytes, Request request) {
            told.add("request " + request.id() + " of " + bytes);
        }

        @Override
        public void heard() {
            heard++;
            if (broken) {
                throw new IllegalStateException("a fault of ours");
            }
        }

        @Override
        public void pong(byte[] payload) {
            told.add("pong " + payload.length);
        }

        @Override
        public void end(CloseCode code, String reason) {
            told.add("end " + code);
        }

        @Override
        public void closed(int code, String reason) {
            told.add("closed " + code);
        }
    }
}
