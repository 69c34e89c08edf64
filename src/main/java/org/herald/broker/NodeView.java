package org.herald.broker;

import java.util.concurrent.CompletionStage;

/** What a node tells others of itself. The calls return soon and do not fail; their answers do not come late. */
public interface NodeView {

    NodeState state();

    /** The connections here that are asked for, by their id; none for a query of another node. */
    CompletionStage<Excerpt<ConnectionRow>> connections(ConnectionQuery query);

    /** The rooms here that are asked for, by their name. */
    CompletionStage<Excerpt<RoomRow>> rooms(RoomQuery query);
}
