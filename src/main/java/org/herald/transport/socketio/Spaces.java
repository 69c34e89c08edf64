package org.herald.transport.socketio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.herald.protocol.BrokenPacket;

/**
 * The namespaces that a client is connected to, or wants to be. One that it has left counts until whoever was asked to let it
 * in has answered. Spaces are added by one thread at a time; all else is safe for use by any thread.
 */
final class Spaces {

    private static final int MAX = 16;

    private final Map<String, Space> spaces = new ConcurrentHashMap<>();
    private final AtomicInteger held = new AtomicInteger();

    /** @throws BrokenPacket when there is one of that name, or too many are held */
    void add(Space space) {
        if (held.get() >= MAX || spaces.putIfAbsent(space.namespace(), space) != null) {
            throw new BrokenPacket("the namespace is connected already, or too many are");
        }
        held.incrementAndGet();
    }

    /** Null: there is none. */
    Space get(String namespace) {
        return spaces.get(namespace);
    }

    /** Harmless when it is not there. */
    void remove(Space space) {
        if (spaces.remove(space.namespace(), space)) {
            space.settled().thenRun(held::decrementAndGet);
        }
    }

    /** All of them; there are none any more. */
    List<Space> clear() {
        List<Space> left = new ArrayList<>(spaces.values());
        spaces.clear();
        return left;
    }

    boolean isEmpty() {
        return spaces.isEmpty();
    }

    /** Whether the client is in none, whatever it waits for. */
    boolean isUnused() {
        return spaces.values().stream().noneMatch(Space::isConnected);
    }

    void alive() {
        spaces.values().forEach(Space::alive);
    }
}
