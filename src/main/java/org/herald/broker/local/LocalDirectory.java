package org.herald.broker.local;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.herald.broker.ConnectionQuery;
import org.herald.broker.ConnectionRow;
import org.herald.broker.Directory;
import org.herald.broker.Excerpt;
import org.herald.broker.NodeState;
import org.herald.broker.NodeView;
import org.herald.broker.RoomQuery;
import org.herald.broker.RoomRow;

/** All nodes are this one. */
final class LocalDirectory implements Directory {

    private final Lifetime lifetime;
    private final Supplier<NodeView> here;

    LocalDirectory(Lifetime lifetime, Supplier<NodeView> here) {
        this.lifetime = lifetime;
        this.here = here;
    }

    @Override
    public CompletionStage<List<NodeState>> nodes() {
        return lifetime.answer(() -> List.of(here.get().state()));
    }

    @Override
    public CompletionStage<Gathered<ConnectionRow>> connections(ConnectionQuery query) {
        return ask(view -> view.connections(query));
    }

    @Override
    public CompletionStage<Gathered<RoomRow>> rooms(RoomQuery query) {
        return ask(view -> view.rooms(query));
    }

    private <T> CompletionStage<Gathered<T>> ask(Function<NodeView, CompletionStage<Excerpt<T>>> question) {
        return lifetime.answer(here::get)
                .thenCompose(question)
                .thenApply(excerpt -> new Gathered<>(List.of(excerpt), List.of()));
    }
}
