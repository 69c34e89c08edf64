package org.herald.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How it was.
 *
 * @param wanted connections that were asked for
 * @param connected those that joined their room
 * @param openingTime from the first handshake to the last
 * @param time that was measured
 * @param missing messages that were accepted and had not come when the patience was over
 * @param tally all that was counted
 */
record Report(int wanted, int connected, Duration openingTime, Duration time, long missing, Tally tally) {

    /** What was not as it should be, a sentence each; none when all was well. */
    List<String> failures(Optional<Duration> maxP99) {
        List<String> failures = new ArrayList<>();
        if (connected < wanted) {
            failures.add((wanted - connected) + " of " + wanted + " connections did not come about");
        }
        tally.refusals().forEach((what, count) -> failures.add(count + " × " + what));
        add(failures, missing, "accepted messages did not arrive");
        add(failures, tally.get(Count.GAPS), "messages were left out");
        add(failures, tally.get(Count.DUPLICATES), "messages came twice or late");
        add(failures, tally.get(Count.RESTARTS), "times a room began anew");
        add(failures, tally.get(Count.UNANSWERED), "publications were not answered");
        add(failures, tally.get(Count.UNSENT), "publications had no connection to go by");
        double p99 = tally.deliveries().percentile(99);
        maxP99.filter(most -> p99 > most.toNanos() / 1e6)
                .ifPresent(most -> failures.add(Options.MAX_P99 + " was passed"));
        return failures;
    }

    double handshakesPerSecond() {
        return perSecond(connected, openingTime);
    }

    double perSecond(Count count) {
        return perSecond(tally.get(count), time);
    }

    Map<String, Long> refusals() {
        return tally.refusals();
    }

    private static double perSecond(long count, Duration time) {
        return time.isZero() ? 0 : count / (time.toNanos() / 1e9);
    }

    private static void add(List<String> failures, long count, String what) {
        if (count > 0) {
            failures.add(count + " " + what);
        }
    }
}
