package org.herald.transport.http.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.herald.hub.Frame;
import org.herald.hub.HandClock;
import org.herald.hub.Position;
import org.herald.hub.RoomName;
import org.herald.hub.RoomPosition;
import org.herald.hub.TimerWheel;
import org.herald.protocol.EventStream;
import org.herald.transport.http.FakeAnswer;
import org.junit.jupiter.api.Test;

class StreamSocketTest {

    private final HandClock clock = new HandClock();
    private final TimerWheel wheel = new TimerWheel(Duration.ofMillis(100), 64, clock::nanos, Assertions::fail);
    private final FakeAnswer answer = new FakeAnswer();

    @Test
    void saysHowMuchItWritesBesideAFrame() throws IOException {
        StreamSocket socket = StreamSocket.over(answer.context(), new EventStream(), wheel);
        answer.open();
        List<RoomPosition> rooms =
                IntStream.range(0, 100).mapToObj(i -> at("room-" + i, 100)).toList();
        Frame first = frame("event: connected\n\n", rooms);
        Frame next = frame("event: message\n\n", List.of(at("room-7", 101)));
        Frame plain = frame("event: typing\n\n", List.of());

        for (Frame frame : List.of(first, next, plain)) {
            int before = answer.bytes();
            socket.write(List.of(frame), failure -> assertThat(failure).isNull());
            assertThat(frame.size() + socket.beside(frame)).isEqualTo(answer.bytes() - before);
        }
        assertThat(socket.beside(next)).isGreaterThan(2000);
        assertThat(socket.beside(plain)).isZero();
    }

    private static Frame frame(String text, List<RoomPosition> marks) {
        return Frame.binary(text.getBytes(StandardCharsets.UTF_8), marks);
    }

    private static RoomPosition at(String room, long seq) {
        return new RoomPosition(new RoomName(room), new Position("gixtxx9f0", seq));
    }
}
