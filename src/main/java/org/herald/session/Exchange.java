package org.herald.session;

import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.protocol.Ack;
import org.herald.protocol.Request;

/** One request and its one reply. */
final class Exchange {

    private final ClientSession session;
    private final Request request;
    private final AtomicBoolean answered = new AtomicBoolean();

    Exchange(ClientSession session, Request request) {
        this.session = session;
        this.request = request;
    }

    ClientSession session() {
        return session;
    }

    /** What the client called the request, or null. */
    String id() {
        return request.id();
    }

    /** Whose request it is. */
    Author author() {
        return new Author(session.identity(), session.sender(), request.key(), request.trace());
    }

    /** Says that it was carried out, if the client asked to be told. */
    void ack(Ack ack) {
        if (answered.compareAndSet(false, true)) {
            if (id() != null) {
                session.send(session.codec().ack(id(), ack));
            }
        }
    }

    /** Says why it was not carried out. A fault of ours is logged, and told without details. */
    void fail(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        Refused refused;
        if (cause instanceof Refused known) {
            refused = known;
        } else {
            Journal.fault("a request of connection " + session.id(), cause);
            refused = Refused.because(ErrorCode.INTERNAL, "something went wrong on the server");
        }
        if (answered.compareAndSet(false, true)) {
            session.refuse(id(), refused);
        }
    }

    /** {@link #ack} or {@link #fail}, as it came out. */
    void settle(Ack ack, Throwable failure) {
        if (failure == null) {
            ack(ack);
        } else {
            fail(failure);
        }
    }
}
