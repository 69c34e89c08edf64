package org.herald.inside;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Brings what is fired to Herald. It stands beside the events and not in Herald, because in an EAR each module has its
 * observers in the common libraries told, and not those in other modules.
 */
@ApplicationScoped
public class Publications {

    private static final Logger LOG = System.getLogger("org.herald.inside");

    /** Holds null while Herald does not run. */
    private final AtomicReference<Consumer<? super Publication>> door = new AtomicReference<>();

    /** For Herald: what is fired from now on goes there, on the thread that fired it or ended the transaction. */
    public void open(Consumer<? super Publication> taker) {
        door.set(taker);
    }

    /** For Herald: nothing is taken any more. */
    public void close() {
        door.set(null);
    }

    void take(@Observes(during = TransactionPhase.AFTER_SUCCESS) Publication publication) {
        Consumer<? super Publication> taker = door.get();
        if (taker != null) {
            taker.accept(publication);
            return;
        }
        LOG.log(Level.WARNING, "Not published, as Herald does not run: a message fired as an event");
        if (publication.listener() != null) {
            refuse(publication.listener());
        }
    }

    /** Who fires an event is not to fail with whoever listens. */
    private static void refuse(Consumer<? super Outcome> listener) {
        try {
            listener.accept(Outcome.refused("unavailable", "Herald does not run"));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "fault in a listener of what came of a publication", e);
        }
    }
}
