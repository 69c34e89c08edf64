package org.herald.observe;

import java.util.function.IntSupplier;
import org.herald.figures.NodeState;

/**
 * How the node is, for those who look at it from outside: they may ask before it has started, and when it has stopped. Safe
 * for use by any thread.
 */
public final class Condition {

    private static final Node NONE = new Node(NodeState.NONE, () -> 0);

    private volatile Node node = NONE;

    /** The node has started. @param connections that are open */
    public void begin(NodeState state, IntSupplier connections) {
        node = new Node(state, connections);
    }

    /** The node has stopped. */
    public void over() {
        node = NONE;
    }

    Node node() {
        return node;
    }

    record Node(NodeState state, IntSupplier connections) {}
}
