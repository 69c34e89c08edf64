package org.herald.load;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One connection in one room. Any thread may publish on it; what comes in is the HTTP client's business. */
final class Client implements WebSocket.Listener {

    private static final String JOIN = "join";

    private final Room room;
    private final String run;
    private final Tally tally;
    private final Order order;
    private final CompletableFuture<Client> joined = new CompletableFuture<>();
    private final StringBuilder parts = new StringBuilder();

    /** Null before it is open. Sending is one at a time: guarded by {@code this}. */
    private Sending sending;

    private record Sending(WebSocket socket, CompletableFuture<?> last) {}

    Client(Room room, String run, Tally tally) {
        this.room = room;
        this.run = run;
        this.tally = tally;
        this.order = new Order(tally);
    }

    /** Completes when it is in its room; fails with a {@link Refusal} when it does not get there. */
    CompletableFuture<Client> joined() {
        return joined;
    }

    /** How many messages of its room it has not got, of those that were accepted. */
    long missing() {
        return order.missing(room.head());
    }

    /** Sends a message; its answer is counted when it comes. */
    void publish(Stamp stamp, int size) {
        tally.add(Count.UNANSWERED, 1);
        send("{\"event\":\"message.send\",\"id\":\"" + stamp.id() + "\",\"room\":\"" + room.name()
                + "\",\"data\":{\"content\":\"" + stamp.padded(size) + "\"}}");
    }

    synchronized boolean isOpen() {
        return sending != null && !sending.socket.isInputClosed() && !sending.socket.isOutputClosed();
    }

    /** Says goodbye; completes when that is on its way. */
    synchronized CompletableFuture<?> close() {
        return sending == null || sending.socket.isOutputClosed()
                ? CompletableFuture.completedFuture(null)
                : sending.last.thenCompose(sent -> sending.socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    }

    @Override
    public void onOpen(WebSocket socket) {
        synchronized (this) {
            sending = new Sending(socket, CompletableFuture.completedFuture(null));
        }
        socket.request(Long.MAX_VALUE);
        send("{\"event\":\"room.join\",\"id\":\"" + JOIN + "\",\"room\":\"" + room.name() + "\",\"data\":{}}");
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        if (last && parts.isEmpty()) {
            received(part.toString());
        } else {
            parts.append(part);
            if (last) {
                String whole = parts.toString();
                parts.setLength(0);
                received(whole);
            }
        }
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        ended("close " + code);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        ended("connection lost");
    }

    private void received(String message) {
        switch (Envelope.field(message, "event").orElse("")) {
            case "message" -> delivered(message);
            case "ack" -> answered(message);
            case "error" -> refused(message);
            default -> {
                // presence and the like: not what is measured
            }
        }
    }

    private void delivered(String message) {
        String eventId = Envelope.field(message, "eventId").orElse("");
        if (!Envelope.field(message, "room").filter(room.name()::equals).isPresent() || eventId.isEmpty()) {
            return;
        }
        order.saw(eventId);
        Long due = Stamp.due(message, run);
        if (due != null) {
            tally.delivered(due, System.nanoTime());
        }
    }

    private void answered(String message) {
        if (isJoin(message)) {
            Envelope.field(message, "position").ifPresent(order::begin);
            joined.complete(this);
        } else {
            tally.add(Count.UNANSWERED, -1);
            Envelope.field(message, "eventId").ifPresent(room::accepted);
        }
    }

    private void refused(String message) {
        String what = "error " + Envelope.field(message, "code").orElse("unknown");
        if (isJoin(message)) {
            joined.completeExceptionally(new Refusal(what));
        } else {
            tally.add(Count.UNANSWERED, -1);
            tally.refused(what);
        }
    }

    private void ended(String how) {
        if (!joined.completeExceptionally(new Refusal(how))) {
            tally.refused(how);
        }
    }

    private static boolean isJoin(String answer) {
        return Envelope.field(answer, "id").filter(JOIN::equals).isPresent();
    }

    /** What cannot be sent is a connection that ended, which is told otherwise. */
    private synchronized void send(String message) {
        WebSocket socket = sending.socket;
        CompletableFuture<?> next = sending.last.thenCompose(sent -> socket.sendText(message, true));
        sending = new Sending(socket, next.exceptionally(failure -> null));
    }
}
