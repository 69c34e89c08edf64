package org.herald.transport.http.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.herald.hub.Frame;
import org.herald.hub.HandClock;
import org.herald.hub.Position;
import org.herald.hub.RoomName;
import org.herald.hub.RoomPosition;
import org.herald.hub.TimerWheel;
import org.herald.protocol.Cursor;
import org.herald.protocol.EventList;
import org.herald.transport.http.FakeAnswer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollSocketTest {

    private static final RoomName ROOM = new RoomName("general");
    private static final Frame GREETING = Frame.text("", List.of(at(7)));
    private static final Frame MISSED = Frame.text("{\"missed\":8}", List.of(at(8)));

    private final HandClock clock = new HandClock();
    private final TimerWheel wheel = new TimerWheel(Duration.ofMillis(10), 64, clock::nanos, Assertions::fail);
    private final FakeAnswer answer = new FakeAnswer();
    private final PollSocket socket = new PollSocket(Cursor.EMPTY.with(List.of(at(7))), wheel);

    @BeforeEach
    void begin() throws IOException {
        socket.answerBy(new PollAnswer(answer.context(), new EventList(), socket::broken));
        answer.open();
    }

    private static RoomPosition at(long seq) {
        return new RoomPosition(ROOM, new Position("e", seq));
    }

    private void write(Frame frame) {
        socket.write(List.of(frame), failure -> {});
    }

    private void pass(Duration time) {
        clock.advance(time);
        wheel.turn();
        clock.advance(Duration.ofMillis(20));
        wheel.turn();
    }

    @Test
    void doesNotAnswerBeforeItIsKnownWhatWasMissedHoweverShortTheWait() {
        socket.until(Duration.ZERO);
        pass(Duration.ofSeconds(3));
        assertThat(answer.isCompleted()).as("the store takes its time").isFalse();

        write(GREETING);
        write(MISSED);

        assertThat(answer.text()).contains("{\"missed\":8}", "e-8");
        assertThat(answer.isCompleted()).isTrue();
    }

    @Test
    void givesWhatWasMissedAMomentToCome() {
        socket.until(Duration.ZERO);
        write(GREETING);
        pass(Duration.ofMillis(50));
        assertThat(answer.isCompleted()).isFalse();
        write(MISSED);

        assertThat(answer.text()).contains("{\"missed\":8}");
    }

    @Test
    void answersOneWhoDoesNotWaitSoonWhenThereIsNothing() {
        socket.until(Duration.ZERO);
        write(GREETING);
        pass(PollSocket.CATCH_UP);

        assertThat(answer.text()).contains("\"events\":[]", "e-7");
        assertThat(answer.isCompleted()).isTrue();
    }

    @Test
    void waitsAsLongAsItIsAskedTo() {
        write(GREETING);
        socket.until(Duration.ofSeconds(5));
        pass(Duration.ofSeconds(4));
        assertThat(answer.isCompleted()).isFalse();
        pass(Duration.ofSeconds(1));

        assertThat(answer.isCompleted()).isTrue();
    }
}
