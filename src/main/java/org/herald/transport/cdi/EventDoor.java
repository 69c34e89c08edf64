package org.herald.transport.cdi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.inside.Outcome;
import org.herald.inside.Publication;
import org.herald.limits.SparingLog;
import org.herald.protocol.Ack;
import org.herald.session.Voice;

/**
 * Publishes what was fired, and tells who wants to know what came of it. What is not published is a line of the log, without
 * what was to be said. Safe for use by any thread.
 */
public final class EventDoor implements Consumer<Publication> {

    private static final Logger LOG = System.getLogger("org.herald.inside");

    private static final String WRONG = "something went wrong on the server";

    private final Voice voice;
    private final Reading reading;
    private final Executor executor;
    private final SparingLog complaints;

    /**
     * @param executor on which listeners are told; where it takes nothing any more, others tell them
     * @param ticker nanoseconds that only grow
     */
    public EventDoor(Voice voice, Reading reading, Executor executor, LongSupplier ticker) {
        this.voice = voice;
        this.reading = reading;
        this.executor = executor;
        this.complaints = new SparingLog(LOG, ticker);
    }

    /** {@inheritDoc} Does not fail: who fires an event is not to fail with it. */
    @Override
    public void accept(Publication publication) {
        say(publication)
                .handle((sent, failure) -> failure == null ? published(sent) : refused(failure))
                .thenAccept(outcome -> tell(publication, outcome));
    }

    private CompletionStage<Ack.Sent> say(Publication publication) {
        try {
            return voice.say(reading.speech(publication));
        } catch (Refused refused) {
            voice.count(refused);
            return CompletableFuture.failedFuture(refused);
        } catch (RuntimeException fault) {
            voice.count(Refused.because(ErrorCode.INTERNAL, WRONG));
            return CompletableFuture.failedFuture(fault);
        }
    }

    private static Outcome published(Ack.Sent sent) {
        return Outcome.published(sent.eventId().toString(), sent.ts(), sent.duplicate());
    }

    private Outcome refused(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Refused refused) {
            complaints.warn("not published: a message fired as an event, code="
                    + refused.code().wire() + " reason=\"" + refused.getMessage() + "\"");
            return Outcome.refused(refused.code().wire(), refused.getMessage());
        }
        LOG.log(Level.ERROR, "fault in publishing a message fired as an event", cause);
        return Outcome.refused(ErrorCode.INTERNAL.wire(), WRONG);
    }

    private void tell(Publication publication, Outcome outcome) {
        Consumer<? super Outcome> told = publication.listener();
        if (told == null) {
            return;
        }
        try {
            executor.execute(() -> tell(told, outcome));
        } catch (RejectedExecutionException stopping) {
            tell(told, outcome);
        }
    }

    private static void tell(Consumer<? super Outcome> told, Outcome outcome) {
        try {
            told.accept(outcome);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "fault in a listener of what came of a publication", e);
        }
    }
}
