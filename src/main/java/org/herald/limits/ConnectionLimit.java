package org.herald.limits;

import java.util.concurrent.atomic.AtomicInteger;

/** How many connections there may be on this node. May be used from any thread. */
public final class ConnectionLimit {

    private final int max;
    private final AtomicInteger held = new AtomicInteger();

    /** @param max 1 or more */
    public ConnectionLimit(int max) {
        this.max = max;
    }

    /** Takes a place if there is one; whoever got one gives it back once by {@link #release}. */
    public boolean tryAcquire() {
        return held.getAndUpdate(n -> n < max ? n + 1 : n) < max;
    }

    /** Gives a place back. @throws IllegalStateException when none is taken */
    public void release() {
        if (held.getAndUpdate(n -> n > 0 ? n - 1 : 0) == 0) {
            throw new IllegalStateException("a connection was given back that was never taken");
        }
    }

    /** How many places are taken. */
    public int held() {
        return held.get();
    }

    public int max() {
        return max;
    }
}
