package org.herald.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.herald.audit.Audit;
import org.herald.audit.Fact;
import org.herald.audit.Repeats;
import org.herald.broker.Broker;
import org.herald.broker.Control.Outcome;
import org.herald.broker.ControlMessage;
import org.herald.broker.ControlMessage.CancelDrain;
import org.herald.broker.ControlMessage.Drain;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.hub.Timers;
import org.herald.hub.Willing;

/**
 * What administrators do, on all nodes. Everything is in the audit log, whatever became of it. Safe for use by any thread;
 * callers hear of the outcome on a thread of the executor, where they may wait for somebody who does not read.
 */
public final class Actions {

    /** Characters of what was tried that are noted. */
    private static final int LONGEST = 200;

    private final Broker broker;
    private final Audit audit;
    private final Repeats repeats;
    private final Executor executor;

    /** @param executor for what may wait; where it takes nothing any more, as at the end of the node, others do it */
    public Actions(Broker broker, Audit audit, Timers timers, Executor executor) {
        this.broker = broker;
        this.audit = audit;
        this.repeats = new Repeats(audit, timers);
        this.executor = new Willing(executor);
    }

    /**
     * Gives an order.
     *
     * @return what became of it, after two seconds at the latest; fails with {@code not_found} when it names a node that
     *     there is not
     */
    public CompletionStage<Outcome> order(Admin by, ControlMessage order) {
        Fact fact = order.handOver(new OrderFacts(by));
        return checked(order)
                .thenCompose(broker.control()::send)
                .whenCompleteAsync(
                        (outcome, failure) -> audit.note(
                                failure == null ? done(fact, outcome) : fact.with("outcome", reason(failure))),
                        executor);
    }

    /**
     * Somebody tried who may not. Who does so over and over gets some lines in the audit log, and the rest are counted.
     *
     * @param what was tried, however long
     */
    public void forbidden(Admin by, String what) {
        repeats.note(
                by.user(),
                Fact.of("refused")
                        .with("user", by.user())
                        .with("address", by.address())
                        .with("door", by.door())
                        .with("code", ErrorCode.MISSING_ROLE.wire())
                        .with("request", what.length() <= LONGEST ? what : what.substring(0, LONGEST) + "\u2026"));
    }

    private CompletionStage<ControlMessage> checked(ControlMessage order) {
        String node = order instanceof Drain drain
                ? drain.node()
                : order instanceof CancelDrain cancel ? cancel.node() : null;
        if (node == null) {
            return CompletableFuture.completedFuture(order);
        }
        return broker.directory().nodes().thenApply(nodes -> {
            if (nodes.stream().noneMatch(known -> known.node().equals(node))) {
                throw Refused.because(ErrorCode.NOT_FOUND, "there is no node of this name");
            }
            return order;
        });
    }

    private static Fact done(Fact fact, Outcome outcome) {
        return fact.with("outcome", "done")
                .with("connections", outcome.connections())
                .with("silent", outcome.silent());
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return (cause instanceof Refused refused ? refused.code() : ErrorCode.INTERNAL).wire();
    }
}
