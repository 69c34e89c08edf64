package org.herald.transport.jms;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.limits.SparingLog;
import org.herald.session.Voice;

/**
 * Publishes what comes by the queue, one after the other, and lets go of it only then. What cannot be published ever, because
 * it is no message or breaks a rule, is let go of as well, with a line of the log: it would come again for ever. While the
 * store or the topic is away, nothing is taken. Each is a transaction of its own: what is published does not come again
 * with what is not, after so long that nobody knows it any more.
 */
final class Intake implements Runnable {

    private static final Logger LOG = System.getLogger("org.herald.jms");
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** How often it is tried before it goes back: about as long as it takes to see that the store or the topic is away. */
    private static final int ATTEMPTS = 20;

    /** How long the store may take to answer. */
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final String queue;
    private final Provider provider;
    private final Voice voice;
    private final Reading reading;
    private final BooleanSupplier open;
    private final Pace pace;
    private final SparingLog complaints = new SparingLog(LOG, System::nanoTime);

    /** @param open whether anything may be taken now */
    Intake(String queue, Provider provider, Voice voice, Reading reading, BooleanSupplier open) {
        this.queue = queue;
        this.provider = provider;
        this.voice = voice;
        this.reading = reading;
        this.open = open;
        this.pace = new Pace("taking from the queue " + queue);
    }

    @Override
    public void run() {
        while (!pace.isStopped()) {
            turn();
        }
    }

    /** Whatever goes wrong, the thread goes on: nobody would begin another. */
    private void turn() {
        try {
            if (open.getAsBoolean()) {
                provider.take(queue, PATIENCE, this::publish);
                pace.well();
            } else {
                pace.pause(PAUSE);
            }
        } catch (Provider.Trouble trouble) {
            pace.trouble(trouble);
        } catch (Throwable fault) {
            pace.fault(fault);
        }
    }

    /** From any thread: nothing more is taken. */
    void stop() {
        pace.stop();
    }

    private void publish(Letter letter) {
        try {
            Voice.Speech speech = speech(letter);
            for (int attempt = 1; !isSaid(speech, attempt == ATTEMPTS || pace.isStopped()); attempt++) {
                pace.pause(PAUSE);
            }
        } catch (Refused refused) {
            if (refused.code() == ErrorCode.UNAVAILABLE) {
                throw refused;
            }
            complaints.warn("not published, and let go of: a message of the queue " + queue + ", code="
                    + refused.code().wire() + " reason=\"" + refused.getMessage() + "\"");
        } catch (RuntimeException fault) {
            voice.count(Refused.because(ErrorCode.INTERNAL, "something went wrong on the server"));
            LOG.log(
                    Level.ERROR,
                    "not published, and let go of: a message of the queue " + queue + ", by a fault",
                    fault);
        }
    }

    private Voice.Speech speech(Letter letter) {
        try {
            return reading.speech(letter);
        } catch (Refused refused) {
            voice.count(refused);
            throw refused;
        }
    }

    /**
     * @param last whether there will be no other attempt
     * @return false when the store is away
     * @throws Refused when it will not be published: {@code unavailable} at the last attempt
     */
    private boolean isSaid(Voice.Speech speech, boolean last) {
        try {
            voice.say(speech).toCompletableFuture().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof Refused refused)) {
                LOG.log(Level.ERROR, "fault in publishing a message of the queue " + queue, e.getCause());
                return true;
            }
            if (refused.code() != ErrorCode.UNAVAILABLE || last) {
                throw refused;
            }
            return false;
        } catch (TimeoutException e) {
            throw Refused.because(ErrorCode.UNAVAILABLE, "the store does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refused.because(ErrorCode.UNAVAILABLE, "the server stops");
        }
    }
}
