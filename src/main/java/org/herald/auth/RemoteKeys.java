package org.herald.auth;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;

/**
 * Keys that another server publishes (RFC 7517 section 5). They are read again when a token names one that is new, and
 * when they are old, so that a key which was withdrawn ends; at most once in 30 s either way, however many tokens with
 * invented names come. A read that fails leaves the keys as they were.
 *
 * <p>One thread reads. Those that need a new key wait for it, a bounded number of them; all others go on with the keys
 * there are.
 */
final class RemoteKeys implements VerificationKeys {

    /** The shortest time from one read to the next. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    /** The age at which keys are read again. */
    static final Duration MAX_AGE = Duration.ofMinutes(10);

    private static final Logger LOG = System.getLogger(RemoteKeys.class.getName());
    private static final int MAX_WAITING = 32;
    private static final long MAX_WAIT_SECONDS = 8;

    private final KeyDownload source;
    private final KeyText form;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();

    /** Null until the first read that went well; written by the thread that holds {@link #reading}. */
    private volatile KeySet keys;

    /** When the last read began; null before the first. Written by the thread that holds {@link #reading}. */
    private volatile Instant lastRead;

    RemoteKeys(KeyDownload source, KeyText form, Clock clock) {
        this.source = source;
        this.form = form;
        this.clock = clock;
    }

    /** Reads the keys now. Where that fails, the log says so and it is tried again when a token comes. */
    void start() {
        readAfterWaiting();
    }

    @Override
    public Optional<Key> find(String id, SigningAlgorithm algorithm) {
        KeySet known = keys;
        Optional<Key> found = known == null ? Optional.empty() : known.find(id, algorithm);
        if (found.isEmpty()) {
            readAfterWaiting();
        } else if (isOlderThan(MAX_AGE) && reading.tryLock()) {
            readAndUnlock();
        }
        KeySet current = keys;
        if (current == null) {
            throw Refused.because(ErrorCode.UNAVAILABLE, "tokens cannot be verified at the moment");
        }
        return current == known ? found : current.find(id, algorithm);
    }

    private void readAfterWaiting() {
        try {
            if (reading.getQueueLength() < MAX_WAITING && reading.tryLock(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                readAndUnlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever waited for another thread's read finds it young enough, and reads no more. */
    private void readAndUnlock() {
        try {
            if (isOlderThan(PAUSE)) {
                lastRead = clock.instant();
                keys = form.parse(source.text());
            }
        } catch (IOException | UnusableKey | RuntimeException e) {
            String then = keys == null ? "no token is accepted" : "the keys read before stay in use";
            LOG.log(Level.WARNING, () -> KeySettings.LOCATION + " cannot be read, " + then + ": " + reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reading.unlock();
        }
    }

    /** Either way round, so that a clock that was put back does not stop it. */
    private boolean isOlderThan(Duration age) {
        Instant last = lastRead;
        return last == null || Duration.between(last, clock.instant()).abs().compareTo(age) >= 0;
    }

    private static String reason(Exception e) {
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
