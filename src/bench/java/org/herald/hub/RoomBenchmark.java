package org.herald.hub;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One event to all members of a room, encoded once. */
@State(Scope.Thread)
public class RoomBenchmark {

    @Param({"10", "1000", "10000"})
    private int members;

    private final Room room = new Room(new RoomName("team/general"));
    private final WireFormat format = event -> Frame.text(event.toString());
    private RoomEvent event;
    private long bytes;

    @Setup
    public void prepare() {
        event = new RoomEvent(
                room.name(),
                new Position("7f3a", 1042),
                1_763_612_345_000L,
                Sender.SERVER,
                new RoomEvent.Message(new Content.Value("\"" + "x".repeat(200) + "\""), null, null),
                true);
        for (int i = 0; i < members; i++) {
            room.add(new Receiver(new ConnectionId("c-" + i)));
        }
    }

    @Benchmark
    public long deliver() {
        room.deliver(event);
        return bytes;
    }

    private final class Receiver implements Member {

        private final ConnectionId connection;

        Receiver(ConnectionId connection) {
            this.connection = connection;
        }

        @Override
        public ConnectionId connection() {
            return connection;
        }

        @Override
        public void deliver(Delivery delivery) {
            bytes += delivery.in(format).text().length();
        }
    }
}
