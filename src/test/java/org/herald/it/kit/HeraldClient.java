package org.herald.it.kit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * A well-behaved client of Herald's protocol, version 1. It reads all the time on a thread of its own, answers pings,
 * and keeps whatever comes in its {@link #inbox()}.
 *
 * <p>Safe for use by any thread. What goes wrong below is thrown as {@link UncheckedIOException}.
 */
public final class HeraldClient implements AutoCloseable {

    private static final Duration PATIENCE = WebSocketWire.PATIENCE;

    private final WebSocketWire wire;
    private final Inbox inbox = new Inbox();
    private final Map<String, CompletableFuture<Received>> requests = new ConcurrentHashMap<>();
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final Reader reader;

    private HeraldClient(WebSocketWire wire) {
        this.wire = wire;
        this.reader = new Reader(wire, this::receive, this::end);
    }

    /** Connects with the token in the {@code Authorization} header and waits for {@code connected}. */
    public static HeraldClient connect(Entrance entrance, String token) {
        return connect(entrance, handshake -> handshake.bearer(token));
    }

    /**
     * @param change what to add to a good handshake without token
     * @throws HandshakeRefused when the server does not upgrade
     */
    public static HeraldClient connect(Entrance entrance, UnaryOperator<Handshake> change) {
        return connect(entrance.route(), change.apply(Handshake.with(entrance)));
    }

    public static HeraldClient connect(Route route, Handshake handshake) {
        HeraldClient client = open(route, handshake);
        try {
            client.inbox.await("connected");
            return client;
        } catch (AssertionError e) {
            client.vanish();
            throw e;
        }
    }

    /** Connects without waiting for anything but the upgrade. */
    public static HeraldClient open(Route route, Handshake handshake) {
        try {
            HeraldClient client = new HeraldClient(WebSocketWire.open(route, handshake));
            client.reader.start();
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Inbox inbox() {
        return inbox;
    }

    /** The connection below, for what a well-behaved client does not do. Reading from it is the reader's business. */
    public WebSocketWire wire() {
        return wire;
    }

    /** The data of {@code connected}. */
    public JsonObject welcome() {
        return inbox.await("connected").data();
    }

    public String connectionId() {
        return welcome().getString("connectionId");
    }

    public String userId() {
        return welcome().getString("userId");
    }

    public CompletableFuture<Received> request(String event, String room, JsonObject data) {
        return requestAs(UUID.randomUUID().toString(), event, room, data);
    }

    /**
     * Sends a request under an id of the caller's choice.
     *
     * @param room null for none
     * @param data null for none
     * @return the {@code ack} or {@code error}; fails when the connection ends before
     */
    public CompletableFuture<Received> requestAs(String id, String event, String room, JsonObject data) {
        CompletableFuture<Received> reply = new CompletableFuture<>();
        requests.put(id, reply);
        sendText(envelope(id, event, room, data).toString());
        ending().ifPresent(this::failUnanswered);
        return reply;
    }

    public JsonObject ack(String event, String room) {
        return ack(event, room, null);
    }

    /**
     * Sends a request and waits for its {@code ack}.
     *
     * @return the data of the ack
     * @throws AssertionError when it is refused
     */
    public JsonObject ack(String event, String room, JsonObject data) {
        Received reply = reply(event, room, data);
        if (!reply.is("ack")) {
            throw new AssertionError(event + " was refused: " + reply);
        }
        return reply.data();
    }

    /**
     * Sends a request and waits for its {@code error}.
     *
     * @return the error's code
     * @throws AssertionError when it is not refused
     */
    public String refusal(String event, String room, JsonObject data) {
        Received reply = reply(event, room, data);
        if (!reply.is("error")) {
            throw new AssertionError(event + " was not refused: " + reply);
        }
        return reply.code();
    }

    /** Sends a request and waits for its reply, whichever it is. */
    public Received reply(String event, String room, JsonObject data) {
        return await(request(event, room, data));
    }

    public JsonObject join(String room) {
        return ack("room.join", room);
    }

    /** Sends a message and waits for its ack. */
    public JsonObject say(String room, String content) {
        return ack("message.send", room, Body.of("content", content));
    }

    /** Sends a request without an id. */
    public void send(String event, String room, JsonObject data) {
        sendText(envelope(null, event, room, data).toString());
    }

    /** Sends a binary message (protocol section 3). */
    public void sendBinary(JsonObject header, byte... payload) {
        byte[] head = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(2 + head.length + payload.length);
        frame.putShort((short) head.length).put(head).put(payload);
        send(WireFrame.binary(frame.array()));
    }

    public void sendText(String text) {
        send(WireFrame.text(text));
    }

    public void send(WireFrame frame) {
        try {
            wire.send(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends a {@code ping} and waits for its ack. What the server had sent to this connection by then is in the inbox
     * afterwards, so that a test can say what did <em>not</em> come.
     */
    public void roundTrip() {
        ack("ping", null);
    }

    /** Stops reading from the socket (after what is being read right now), so that the server's writes pile up. */
    public void stopReading() {
        reader.pause();
    }

    public void readAgain() {
        reader.resume();
    }

    /** Whether pings are answered; they are unless told otherwise. */
    public void answerPings(boolean answer) {
        wire.answerPings(answer);
    }

    /** How the connection ended, if it has. */
    public Optional<Ending> ending() {
        return Optional.ofNullable(ending.getNow(null));
    }

    public Ending awaitEnding() {
        return awaitEnding(PATIENCE);
    }

    /** @throws AssertionError when the connection does not end in time */
    public Ending awaitEnding(Duration patience) {
        return await(ending, patience);
    }

    /** Is gone without a word (TCP RST). */
    public void vanish() {
        wire.vanish();
        reader.resume();
    }

    /** Says goodbye with 1000 and waits for the answer, though not for long. Does nothing when it has ended. */
    @Override
    public void close() {
        try {
            if (ending().isEmpty()) {
                reader.resume();
                wire.sendClose(1000, "");
                ending.get(2, TimeUnit.SECONDS);
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            // it ends anyway
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            wire.close();
        }
    }

    private void receive(Received one) {
        inbox.add(one);
        CompletableFuture<Received> reply = one.id() == null ? null : requests.remove(one.id());
        if (reply != null) {
            reply.complete(one);
        }
    }

    private void end(Ending how) {
        inbox.end(how);
        ending.complete(how);
        failUnanswered(how);
    }

    private void failUnanswered(Ending how) {
        IOException reason = new IOException("The connection ended with " + how);
        requests.values().forEach(reply -> reply.completeExceptionally(reason));
    }

    private static JsonObject envelope(String id, String event, String room, JsonObject data) {
        JsonObjectBuilder envelope = Json.createObjectBuilder().add("event", event);
        if (id != null) {
            envelope.add("id", id);
        }
        if (room != null) {
            envelope.add("room", room);
        }
        if (data != null) {
            envelope.add("data", data);
        }
        return envelope.build();
    }

    private static <T> T await(CompletableFuture<T> future) {
        return await(future, PATIENCE);
    }

    private static <T> T await(CompletableFuture<T> future, Duration patience) {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("Not in " + patience, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
