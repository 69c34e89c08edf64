package org.herald.it.nodes;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.herald.it.kit.Body;
import org.herald.it.kit.Entrance;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HandshakeRefused;
import org.herald.it.kit.Tokens;
import org.herald.it.kit.WebSocketWire;
import org.herald.it.kit.WireFrame;

/**
 * A client that is in one room and comes back, with the last event it saw, whenever its connection ends. It looks at
 * every event: one that is not the next is a fault, unless the server said that some cannot be told any more.
 */
final class Follower implements AutoCloseable {

    private static final Duration EVER = Duration.ofDays(1);
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final long STACK_BYTES = 256 << 10;

    private final Chronicle chronicle;
    private final String room;
    private final String user;
    private final Iterator<? extends Entrance> entrances;
    private final BooleanSupplier returning;
    private final Counts counts = new Counts();
    private final Line line = new Line();
    private final Thread thread = new Thread(null, this::run, "follower", STACK_BYTES);

    /** What happened to it. */
    static final class Counts {
        final AtomicInteger events = new AtomicInteger();

        /** How often it was told that something is missing. */
        final AtomicInteger losses = new AtomicInteger();

        final AtomicInteger connections = new AtomicInteger();
        final Map<Integer, Integer> closeCodes = new ConcurrentHashMap<>();
    }

    /** Its connection, and what it knows by it. */
    private static final class Line {
        private final Map<String, CompletableFuture<JsonObject>> requests = new ConcurrentHashMap<>();
        private volatile WebSocketWire wire;
        private volatile Place last;
        private volatile boolean joined;
        private volatile boolean over;
        private String joining;
        private boolean awaitsState;
    }

    /**
     * @param entrances where to connect to, each time
     * @param returning whether it comes back now when its connection has ended
     */
    Follower(
            Chronicle chronicle,
            String room,
            String user,
            Iterator<? extends Entrance> entrances,
            BooleanSupplier returning) {
        this.chronicle = chronicle;
        this.room = room;
        this.user = user;
        this.entrances = entrances;
        this.returning = returning;
        thread.setDaemon(true);
        thread.start();
    }

    Counts counts() {
        return counts;
    }

    /** The last event that needs not be told any more; null before it has joined. */
    Place last() {
        return line.last;
    }

    /** Whether it is in the room now. */
    boolean isJoined() {
        return line.joined;
    }

    /**
     * Says something under an id, which is what it says.
     *
     * @return the answer; fails when the connection ends before
     */
    CompletableFuture<JsonObject> say(String content) {
        CompletableFuture<JsonObject> reply = new CompletableFuture<>();
        WebSocketWire wire = line.wire;
        if (wire == null || !line.joined) {
            reply.completeExceptionally(new IOException("not there"));
            return reply;
        }
        line.requests.put(content, reply);
        try {
            send(wire, "message.send", content, Body.of("content", content));
        } catch (IOException e) {
            reply.completeExceptionally(e);
        }
        if (line.wire != wire) {
            reply.completeExceptionally(new IOException("gone"));
        }
        return reply;
    }

    @Override
    public void close() {
        line.over = true;
        WebSocketWire wire = line.wire;
        if (wire != null) {
            wire.close();
        }
        thread.interrupt();
    }

    @Override
    public String toString() {
        return user + " at " + line.last + (line.joined ? "" : ", away") + ", closed with " + counts.closeCodes;
    }

    private void run() {
        while (!line.over) {
            if (line.last == null || returning.getAsBoolean()) {
                stay();
            }
            LockSupport.parkNanos(MOMENT.toNanos());
        }
    }

    private void stay() {
        Entrance entrance = entrances.next();
        Handshake handshake = Handshake.with(entrance).bearer(Tokens.of(user)).query("join", "none");
        try (WebSocketWire wire = WebSocketWire.open(entrance, handshake)) {
            counts.connections.incrementAndGet();
            line.wire = wire;
            line.joining = UUID.randomUUID().toString();
            Place last = line.last;
            send(wire, "room.join", line.joining, last == null ? null : Body.of("since", last.toString()));
            while (!line.over) {
                take(wire.read(EVER));
            }
        } catch (IOException | HandshakeRefused e) {
            // comes back
        } catch (RuntimeException e) {
            chronicle.fault(user + " did not understand: " + e);
        } finally {
            line.wire = null;
            line.joined = false;
            line.awaitsState = false;
            line.requests.values().forEach(reply -> reply.completeExceptionally(new IOException("gone")));
            line.requests.clear();
        }
    }

    private void send(WebSocketWire wire, String event, String id, JsonObject data) throws IOException {
        wire.sendText(Body.of(
                        "event",
                        event,
                        "id",
                        id,
                        "room",
                        room,
                        "data",
                        data == null ? JsonValue.EMPTY_JSON_OBJECT : data)
                .toString());
    }

    private void take(WireFrame frame) throws IOException {
        if (frame.opcode() == WireFrame.CLOSE) {
            counts.closeCodes.merge(frame.closeCode(), 1, Integer::sum);
            throw new IOException("closed");
        }
        if (frame.opcode() != WireFrame.TEXT) {
            return;
        }
        String text = frame.text();
        String event = Scan.text(text, "event");
        switch (event) {
            case "message" -> {
                chronicle.took(System.currentTimeMillis() - Scan.number(text, "ts"));
                message(Place.of(Scan.text(text, "eventId")), Scan.text(text, "content"));
            }
            case "room.state" -> state(parsed(text).getJsonObject("data"));
            case "ack", "error" -> reply(parsed(text));
            default -> {}
        }
    }

    private void message(Place place, String content) {
        Place last = line.last;
        if (!line.joined || line.awaitsState || !last.isNext(place)) {
            chronicle.fault(user + " was told " + place + " after " + last + (line.joined ? "" : ", not being there"));
        }
        line.last = place;
        counts.events.incrementAndGet();
        chronicle.told(place, content, user);
    }

    /** Something is missing, and what is told now is what there still is. */
    private void state(JsonObject data) {
        counts.losses.incrementAndGet();
        line.awaitsState = false;
        line.last = Place.of(data.getString("position"));
        for (JsonObject event : data.getJsonArray("events").getValuesAs(JsonObject.class)) {
            String content = event.getJsonObject("data").getString("content");
            chronicle.told(Place.of(event.getString("eventId")), content, user);
        }
    }

    private void reply(JsonObject envelope) throws IOException {
        String id = envelope.getString("id", null);
        if (!line.joining.equals(id)) {
            CompletableFuture<JsonObject> reply = id == null ? null : line.requests.remove(id);
            if (reply != null) {
                reply.complete(envelope);
            }
            return;
        }
        if (!envelope.getString("event").equals("ack")) {
            throw new IOException("not let in"); // tries again
        }
        JsonObject data = envelope.getJsonObject("data");
        if (line.last == null) {
            line.last = Place.of(data.getString("position"));
        }
        line.awaitsState = !data.getBoolean("recovered");
        line.joined = true;
    }

    private static JsonObject parsed(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
