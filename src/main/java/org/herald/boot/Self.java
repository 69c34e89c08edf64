package org.herald.boot;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import org.herald.broker.ConnectionQuery;
import org.herald.broker.ConnectionRow;
import org.herald.broker.Excerpt;
import org.herald.broker.NodeState;
import org.herald.broker.NodeView;
import org.herald.broker.RoomQuery;
import org.herald.broker.RoomRow;
import org.herald.session.Sessions;

/** This node as it shows itself to others. */
final class Self implements NodeView {

    private final About about;
    private final Sessions sessions;
    private final Executor executor;

    /**
     * What does not change, and how busy it is.
     *
     * @param startedAt Unix milliseconds
     */
    record About(String node, String version, long startedAt, DoubleSupplier load) {}

    /** @param executor for lists: those who ask must not be kept from delivering */
    Self(About about, Sessions sessions, Executor executor) {
        this.about = about;
        this.sessions = sessions;
        this.executor = executor;
    }

    @Override
    public NodeState state() {
        return new NodeState(
                about.node,
                about.version,
                about.startedAt,
                sessions.size(),
                sessions.rooms(),
                sessions.isDraining(),
                about.load.getAsDouble());
    }

    @Override
    public CompletionStage<Excerpt<ConnectionRow>> connections(ConnectionQuery query) {
        return CompletableFuture.supplyAsync(() -> sessions.connections(query), executor);
    }

    @Override
    public CompletionStage<Excerpt<RoomRow>> rooms(RoomQuery query) {
        return CompletableFuture.supplyAsync(() -> sessions.rooms(query), executor);
    }
}
