package org.herald.protocol;

import java.nio.charset.StandardCharsets;
import org.herald.hub.ConnectionId;
import org.herald.hub.Content;
import org.herald.hub.Frame;
import org.herald.hub.Position;
import org.herald.hub.RoomEvent;
import org.herald.hub.RoomName;
import org.herald.hub.Sender;
import org.herald.hub.UserId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading what clients say, and writing what they are told. */
@State(Scope.Benchmark)
public class CodecBenchmark {

    /** Characters of the message's content. */
    @Param({"20", "200", "4096"})
    private int size;

    private final HeraldV1 format = new HeraldV1(32);
    private String send;
    private String ping;
    private RoomEvent event;

    @Setup
    public void prepare() {
        String content = "\"" + "x".repeat(size) + "\"";
        send = "{\"event\":\"message.send\",\"id\":\"8b0d1f6e-1\",\"room\":\"team/general\",\"data\":{\"content\":"
                + content + "}}";
        ping = "{\"event\":\"ping\",\"id\":\"8b0d1f6e-2\"}";
        event = new RoomEvent(
                new RoomName("team/general"),
                new Position("7f3a", 1042),
                1_763_612_345_000L,
                new Sender(new UserId("alice"), new ConnectionId("c-9f2c01234567890123456789")),
                new RoomEvent.Message(new Content.Value(content), null, null),
                true);
    }

    @Benchmark
    public Request readMessage() {
        return format.decode(send);
    }

    @Benchmark
    public Request readPing() {
        return format.decode(ping);
    }

    @Benchmark
    public int writeMessage() {
        Frame frame = format.encode(event);
        return frame.text().getBytes(StandardCharsets.UTF_8).length;
    }
}
