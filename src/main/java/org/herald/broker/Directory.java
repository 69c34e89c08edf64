package org.herald.broker;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The nodes that are one Herald, and what each of them sees. */
public interface Directory {

    /**
     * The nodes that are alive, by name: what each said of itself within the last third of a lease, or when it began or
     * ended to drain. One that is dead is listed until its lease ends.
     */
    CompletionStage<List<NodeState>> nodes();

    /**
     * Asks every node, or the one that the query names, for its connections.
     *
     * @return what came within two seconds
     */
    CompletionStage<Gathered<ConnectionRow>> connections(ConnectionQuery query);

    /**
     * Asks every node for the rooms that have members there.
     *
     * @return what came within two seconds; a room is there once for each node that has members of it
     */
    CompletionStage<Gathered<RoomRow>> rooms(RoomQuery query);

    /**
     * What was asked of several nodes.
     *
     * @param excerpts one for each node that answered
     * @param silent names of those that count among the living and have not answered
     */
    record Gathered<T>(List<Excerpt<T>> excerpts, List<String> silent) {

        public Gathered {
            excerpts = List.copyOf(excerpts);
            silent = List.copyOf(silent);
        }
    }
}
