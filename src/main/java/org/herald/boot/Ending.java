package org.herald.boot;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** How things end: step by step, and one that fails keeps none of the others from being taken. */
final class Ending {

    private static final Logger LOG = System.getLogger("org.herald");

    private Ending() {}

    /** Takes all steps, in this order. What goes wrong is logged: there is nobody who could do anything about it. */
    static void take(Runnable... steps) {
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException | LinkageError failure) {
                LOG.log(Level.ERROR, "A step of the end has failed; the others are taken all the same", failure);
            }
        }
    }
}
