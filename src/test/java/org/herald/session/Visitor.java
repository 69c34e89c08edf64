package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.herald.hub.ConnectionId;

/** A client at the far end of a fake socket. */
final class Visitor {

    private final ConnectionId id;
    private final Socket socket;
    private final Line line;
    private final AtomicInteger released;

    Visitor(ConnectionId id, Socket socket, Line line, AtomicInteger released) {
        this.id = id;
        this.socket = socket;
        this.line = line;
        this.released = released;
    }

    ConnectionId id() {
        return id;
    }

    FakeSocket socket() {
        return (FakeSocket) socket;
    }

    Line line() {
        return line;
    }

    /** How often its ticket was given back. */
    int released() {
        return released.get();
    }

    /** Sends one frame; apostrophes stand for quotes. */
    void say(String json) {
        line.text(json.replace('\'', '"'), true);
    }

    /** Sends a binary frame of the protocol. */
    void sayBinary(String header, byte[] payload) {
        byte[] head = header.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(2 + head.length + payload.length);
        frame.putShort((short) head.length).put(head).put(payload).flip();
        line.binary(frame, true);
    }

    void join(String room) {
        say("{'event':'room.join','id':'join','room':'" + room + "'}");
    }

    void join(String room, String since) {
        say("{'event':'room.join','id':'join','room':'" + room + "','data':{'since':'" + since + "'}}");
    }

    void send(String room, String content) {
        say("{'event':'message.send','room':'" + room + "','data':{'content':'" + content + "'}}");
    }

    List<JsonObject> heard() {
        return socket().messages();
    }

    /** What it heard of one kind. */
    List<JsonObject> heard(String event) {
        return heard().stream().filter(m -> m.getString("event").equals(event)).toList();
    }

    /** The names of everything it heard, in order. */
    List<String> events() {
        return heard().stream().map(m -> m.getString("event")).toList();
    }

    /** The contents of the messages it heard, which have to be strings, in order. */
    List<String> contents() {
        return heard("message").stream()
                .map(m -> m.getJsonObject("data").getString("content"))
                .toList();
    }

    /** The one reply to a request. */
    JsonObject reply(String request) {
        List<JsonObject> replies = heard().stream()
                .filter(m -> request.equals(m.getString("id", null)))
                .toList();
        assertThat(replies).as("replies to %s", request).hasSize(1);
        return replies.get(0);
    }

    /** The data of the one reply to a request, which has to be an ack. */
    JsonObject ack(String request) {
        JsonObject reply = reply(request);
        assertThat(reply.getString("event")).as("%s", reply).isEqualTo("ack");
        return reply.getJsonObject("data");
    }

    /** The code of the one reply to a request, which has to be an error. */
    String error(String request) {
        JsonObject reply = reply(request);
        assertThat(reply.getString("event")).as("%s", reply).isEqualTo("error");
        return reply.getJsonObject("data").getString("code");
    }

    /** What it would give as {@code since}: the id of the newest message it heard. */
    String lastEventId() {
        List<JsonObject> messages = heard("message");
        return messages.get(messages.size() - 1).getString("eventId");
    }
}
