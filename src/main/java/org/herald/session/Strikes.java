package org.herald.session;

import java.util.EnumMap;
import java.util.Map;
import org.herald.protocol.Command;

/** How often in a row a connection ignored a rule. Used by one thread at a time. */
final class Strikes {

    /** Broken frames in a row that end a connection (protocol section 2). */
    static final int BROKEN_FRAMES = 20;

    /** Refusals of one rate in a row that end a connection (docs/configuration.md, {@code herald.limits.messages}). */
    static final int RATE_REFUSALS = 100;

    private final Map<Command.Kind, Integer> refusals = new EnumMap<>(Command.Kind.class);
    private int brokenFrames;

    /** Whether this was one broken frame too many. */
    boolean brokenFrame() {
        return ++brokenFrames >= BROKEN_FRAMES;
    }

    void soundFrame() {
        brokenFrames = 0;
    }

    /** Whether this was one refusal too many. */
    boolean overRate(Command.Kind kind) {
        return refusals.merge(kind, 1, Integer::sum) >= RATE_REFUSALS;
    }

    void withinRate(Command.Kind kind) {
        refusals.remove(kind);
    }
}
