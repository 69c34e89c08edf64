package org.herald.transport.engineio;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.protocol.BrokenPacket;
import org.herald.session.Socket;

/**
 * One session, whatever carries it (Engine.IO protocol, version 4): polls and posts, a WebSocket, or first the one and then
 * the other. Safe for use by any thread; packets come in by one thread at a time.
 */
public final class EngineSession {

    /** RFC 6455 section 7.1.5: it ended without a close frame. */
    static final int ABNORMAL = 1006;

    /** How long last words may wait for a poll, or for a WebSocket to take them. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    /** How long a poll that was sent before a goodbye may take to come. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private static final String GOODBYE = "closed by the client";

    /** How long a poll is held while a WebSocket is tried out: it should take over before that. */
    private static final Duration HOLD = Duration.ofMillis(200);

    private final String sid;
    private final EngineParts parts;
    private final EngineListener listener;
    private final Outgoing outgoing = new Outgoing();
    private final Heart heart;
    private final Course course = new Course();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    EngineSession(String sid, EngineParts parts, EngineListener listener) {
        this.sid = sid;
        this.parts = parts;
        this.listener = listener;
        this.heart = new Heart(
                parts.settings(),
                parts.timers(),
                parts.ticker(),
                () -> write(Packet.frame(PacketType.PING, "")),
                () -> end(CloseCode.HEARTBEAT_TIMEOUT, "no pong came in time"));
    }

    /** By which the client names it. */
    String sid() {
        return sid;
    }

    /** The session will begin by a WebSocket, or not at all. */
    void expect() {
        parts.timers().after(LINGER.multipliedBy(2), () -> {
            if (!course.isBegun()) {
                end(CloseCode.GOING_AWAY, "the WebSocket did not open");
            }
        });
    }

    /** The session begins. */
    void begin() {
        course.begin();
        listener.opened(this);
        heart.start();
    }

    /** Writes messages that follow each other. @param done is called once, with why it failed or null */
    public void write(List<Frame> messages, Consumer<Throwable> done) {
        outgoing.write(messages, done);
    }

    /** Writes one message of our own. A client that does not take so many of them is let go. */
    public void write(Frame message) {
        if (!outgoing.tell(message.parts())) {
            end(CloseCode.TOO_SLOW, "too much waits to be taken");
        }
    }

    /** How many messages are carried at a time. */
    public int most() {
        return outgoing.most();
    }

    /** As {@link org.herald.session.Socket#runSoon}. */
    public boolean runSoon(Runnable task) {
        return outgoing.runSoon(task);
    }

    /** Completes when nothing of it is left. */
    public CompletionStage<Void> ended() {
        return ended;
    }

    /** Bytes that a message, or a body of them, may have now. */
    int limit() {
        return Math.min(listener.limit(), parts.settings().maxPayload());
    }

    boolean isPolling() {
        EngineLink link = course.link();
        return link == null
                || course.isProbing()
                || !link.said().toCompletableFuture().isDone();
    }

    /** Whether it is over, or should be. */
    boolean isOver() {
        if (heart.isOverdue()) {
            end(CloseCode.HEARTBEAT_TIMEOUT, "no pong came in time");
        }
        return course.isEnded();
    }

    /** Takes a poll, of which there is one at a time. */
    void poll(Answer answer) {
        EngineLink link = course.link();
        if (link != null && !course.isProbing()) {
            link.said().thenRun(() -> answer.refuse(EngineError.BAD_REQUEST));
        } else if (!outgoing.poll(answer)) {
            answer.refuse(EngineError.BAD_REQUEST);
            end(CloseCode.POLICY, "two polls at a time");
        } else if (course.isEnded() || course.link() != null && !course.isProbing()) {
            refusePoll();
        } else if (course.isProbed()) {
            parts.timers().after(HOLD, this::endPolling);
        }
    }

    /** Whoever polled has gone. */
    void gone(Answer answer) {
        outgoing.drop(answer);
    }

    /**
     * Whether a post may begin: one at a time, and only while polling carries the session, so that packets come by one thread.
     * The session ends when there are two.
     */
    boolean beginPost() {
        boolean first = course.beginPost();
        if (!first && course.isPosting()) {
            end(CloseCode.POLICY, "two posts at a time");
        }
        return first;
    }

    void endPost() {
        course.endPost();
    }

    /** @throws BrokenPacket when it is no payload; the session has ended */
    void post(String body) {
        guarded(() -> Payload.read(body, this::take));
    }

    /** Ends the session for a broken packet, and for a fault of ours. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (BrokenPacket broken) {
            end(CloseCode.POLICY, broken.getMessage());
            throw broken;
        } catch (RuntimeException fault) {
            end(CloseCode.SERVER_FAULT, "something went wrong on the server");
            throw fault;
        }
    }

    private void take(Packet packet) {
        if (course.isEnded() || course.hasLeft() || course.isClosing() && !isOfUse(packet)) {
            return;
        }
        listener.alive();
        switch (packet.type()) {
            case MESSAGE -> {
                if (packet.bytes() == null) {
                    listener.text(packet.text());
                } else {
                    listener.binary(packet.bytes());
                }
            }
            case PONG -> heart.pong();
            case CLOSE -> goodbye();
            case NOOP -> heart.isOverdue();
            default -> throw new BrokenPacket("a client does not send packets of this type now");
        }
    }

    /** Whether it is heard from a client that was told to go. */
    private static boolean isOfUse(Packet packet) {
        return packet.type() == PacketType.CLOSE || packet.type() == PacketType.PONG;
    }

    /** A poll may have been sent before the goodbye, and come after it: it is answered all the same. */
    private void goodbye() {
        course.leave();
        if (course.isClosing()) {
            return; // the end is under way
        }
        heart.stop();
        write(Packet.frame(PacketType.NOOP, ""));
        outgoing.finish(() -> end(CloseCode.NORMAL, GOODBYE));
        parts.timers().after(LATE, () -> end(CloseCode.NORMAL, GOODBYE));
    }

    // A WebSocket

    /** Whether a WebSocket may be tried out: polling carries the session, and there is no other. */
    boolean mayUpgrade() {
        return course.isBegun() && course.link() == null && !course.isClosing();
    }

    /** As {@link EngineParts#part}. */
    void part(Socket socket, CloseCode code, String reason) {
        parts.part(socket, code, reason);
    }

    /** A WebSocket has opened. @return false when there is one already, and this one is too many */
    boolean opened(EngineLink link) {
        if (!course.take(link)) {
            return false;
        }
        if (course.isBegun()) {
            parts.timers().after(LINGER.multipliedBy(2), () -> giveUp(link));
        } else {
            link.saidNothing();
            outgoing.goOnBy(link.socket());
            write(Frame.text(PacketType.OPEN.digit() + parts.settings().open(sid, false)));
            begin();
        }
        return true;
    }

    /** @throws BrokenPacket when it cannot be understood: the WebSocket is of no use any more */
    void received(EngineLink link, Packet packet) {
        if (course.link() != link) {
            return;
        }
        if (course.isProbing()) {
            probe(link, packet);
        } else {
            guarded(() -> take(packet));
        }
    }

    private void probe(EngineLink link, Packet packet) {
        if (packet.isProbe() && course.probed()) {
            link.say(Packet.probed());
            parts.timers().after(HOLD, this::endPolling);
        } else if (packet.type() == PacketType.UPGRADE && course.upgrade(link)) {
            Answer waiting = outgoing.takePoll();
            link.said().thenRun(() -> goOnBy(link, waiting));
        } else {
            throw new BrokenPacket("a WebSocket is tried out by a probe");
        }
    }

    /** No poll is answered before the client was told that the WebSocket works. @param waiting a poll, or null */
    private void goOnBy(EngineLink link, Answer waiting) {
        outgoing.goOnBy(link.socket());
        if (waiting != null) {
            waiting.refuse(EngineError.BAD_REQUEST);
        }
    }

    /** It was not taken in time. */
    private void giveUp(EngineLink link) {
        if (course.drop(link)) {
            link.close(CloseCode.POLICY, "the upgrade was not completed");
        }
    }

    /** A WebSocket has gone; that of a session takes it along. */
    void closed(EngineLink link, int code, String reason) {
        if (!course.drop(link) && course.link() == link) {
            end(code, reason, null);
        }
    }

    // The end

    /** Ends it when all is written that was handed in; nothing more is heard. Harmless when that is under way. */
    public void close(CloseCode code, String reason) {
        if (!course.beginClosing()) {
            return;
        }
        if (isPolling()) {
            write(Packet.frame(PacketType.CLOSE, ""));
        }
        heart.stop();
        parts.timers().after(LINGER, () -> end(code, reason));
        outgoing.finish(() -> end(code, reason));
    }

    /** Ends it as it is. */
    public void end(CloseCode code, String reason) {
        end(code.code(), reason, code);
    }

    /** @param code null: the other side has ended it */
    private void end(int number, String reason, CloseCode code) {
        if (!course.end()) {
            return;
        }
        heart.stop();
        parts.forget().accept(this);
        answerPoll(PacketType.CLOSE);
        outgoing.end();
        EngineLink link = course.link();
        if (link != null && code != null) {
            link.close(code, reason);
        }
        listener.closed(number, reason);
        ended.complete(null);
    }

    private void endPolling() {
        if (course.isProbed()) {
            answerPoll(PacketType.NOOP);
        }
    }

    private void answerPoll(PacketType type) {
        Answer answer = outgoing.takePoll();
        if (answer != null) {
            answer.packets(List.of(Packet.frame(type, "")), failure -> {});
        }
    }

    private void refusePoll() {
        Answer answer = outgoing.takePoll();
        if (answer != null) {
            answer.refuse(EngineError.BAD_REQUEST);
        }
    }
}
