package org.herald.it.kit;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a test opened and must not leave behind: clients, sockets, server processes. As a field it reads
 * {@code @AutoClose final Belongings mine = new Belongings();}, and JUnit ends everything after the test, the newest
 * first, whether the test succeeds or not.
 *
 * <p>Safe for use by any thread.
 */
public final class Belongings implements AutoCloseable {

    /** Guards itself. */
    private final Deque<AutoCloseable> all = new ArrayDeque<>();

    public <T extends AutoCloseable> T add(T one) {
        synchronized (all) {
            all.push(one);
        }
        return one;
    }

    /** @throws IllegalStateException after everything was closed, if something could not be */
    @Override
    public void close() {
        IllegalStateException failure = null;
        for (AutoCloseable one = next(); one != null; one = next()) {
            try {
                one.close();
            } catch (Exception e) {
                failure = failure == null ? new IllegalStateException("Could not close " + one, e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private AutoCloseable next() {
        synchronized (all) {
            return all.poll();
        }
    }
}
