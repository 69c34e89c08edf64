package org.herald.figures;

import java.util.stream.Stream;
import org.herald.hub.CloseCode;
import org.herald.hub.ErrorCode;
import org.herald.hub.HubListener;
import org.herald.hub.Limit;

/** What was not done, and which limits were in the way. */
final class RefusalFigures implements HubListener {

    private final Counters refusals;
    private final Counters limits;

    RefusalFigures(Shelf shelf) {
        refusals = shelf.counters(
                "herald_refusals_total",
                "Requests that were refused, by the code in the answer.",
                Shelf.rows(
                        "code",
                        Stream.of(ErrorCode.values()).map(ErrorCode::wire).toArray(String[]::new)));
        limits = shelf.counters(
                "herald_limits_hit_total",
                "How often somebody wanted more than a limit allows.",
                Shelf.rows("limit", Stream.of(Limit.values()).map(Limit::label).toArray(String[]::new)));
    }

    @Override
    public void refused(ErrorCode code) {
        refusals.increment(code.ordinal());
        if (code == ErrorCode.TOO_MANY_ROOMS) {
            limitHit(Limit.ROOMS);
        }
    }

    @Override
    public void limitHit(Limit limit) {
        limits.increment(limit.ordinal());
    }

    @Override
    public void connectionClosed(String transport, int code, boolean byServer) {
        if (byServer && code == CloseCode.TOO_SLOW.code()) {
            limitHit(Limit.OUTBOX);
        } else if (byServer && code == CloseCode.TOO_LARGE.code()) {
            limitHit(Limit.MESSAGE_SIZE);
        }
    }
}
