package org.herald.load;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** How long things took, within a hundredth. Anybody may add; one thread at a time asks. */
final class Times {

    private static final long LONGEST_MICROS = 3_600_000_000L;

    private final Recorder recorder = new Recorder(LONGEST_MICROS, 2);
    private final Histogram all = new Histogram(LONGEST_MICROS, 2);
    private Histogram latest;

    void add(long nanos) {
        recorder.recordValue(Math.min(LONGEST_MICROS, Math.max(0, nanos / 1000)));
    }

    /** In milliseconds, of what was added since this was asked last; 0 when nothing was. */
    synchronized double latest(double percentile) {
        latest = recorder.getIntervalHistogram(latest);
        all.add(latest);
        return latest.getTotalCount() == 0 ? 0 : latest.getValueAtPercentile(percentile) / 1000d;
    }

    /** In milliseconds, of everything; 0 when there is nothing. */
    synchronized double percentile(double percentile) {
        latest(percentile);
        return all.getTotalCount() == 0 ? 0 : all.getValueAtPercentile(percentile) / 1000d;
    }

    /** In milliseconds. */
    synchronized double longest() {
        latest(100);
        return all.getMaxValue() / 1000d;
    }
}
