package org.herald.broker.redis;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.herald.broker.ConnectionQuery;
import org.herald.broker.ConnectionRow;
import org.herald.broker.Directory;
import org.herald.broker.Excerpt;
import org.herald.broker.NodeState;
import org.herald.broker.RoomQuery;
import org.herald.broker.RoomRow;

/**
 * What nodes say of themselves stands beside their leases and is renewed with them. Of connections nothing is kept in
 * Redis but where they are: the nodes are asked, each over its own channel.
 */
final class RedisDirectory implements Directory {

    /** A node that came back soon after it died is there twice, until the first lease ends. */
    private static final BinaryOperator<NodeState> NEWEST =
            BinaryOperator.maxBy(Comparator.comparingLong(NodeState::startedAt));

    private final Lease lease;
    private final OwnChannel own;
    private final Store store;
    private final Reports reports;

    RedisDirectory(Lease lease, OwnChannel own, Store store, Reports reports) {
        this.lease = lease;
        this.own = own;
        this.store = store;
        this.reports = reports;
    }

    @Override
    public CompletionStage<List<NodeState>> nodes() {
        return store.nodes(Script.NODES, this::read);
    }

    @Override
    public CompletionStage<Gathered<ConnectionRow>> connections(ConnectionQuery query) {
        return ask(
                query::concerns,
                number -> new NodeMessage.AskConnections(number, own.instance(), query),
                reply -> reply instanceof NodeMessage.Connections connections ? connections.found() : null);
    }

    @Override
    public CompletionStage<Gathered<RoomRow>> rooms(RoomQuery query) {
        return ask(
                name -> true,
                number -> new NodeMessage.AskRooms(number, own.instance(), query),
                reply -> reply instanceof NodeMessage.RoomsThere rooms ? rooms.found() : null);
    }

    /**
     * @param whom by the name of a node
     * @param found null for a reply to something else
     */
    private <T> CompletionStage<Gathered<T>> ask(
            Predicate<String> whom,
            LongFunction<NodeMessage.Question> question,
            Function<NodeMessage.Reply, Excerpt<T>> found) {
        if (!lease.isOn()) {
            return CompletableFuture.failedFuture(Call.unavailable());
        }
        Set<String> others = lease.others().stream()
                .map(Identity::instanceOf)
                .filter(instance -> whom.test(Identity.nodeOf(instance)))
                .collect(Collectors.toSet());
        Set<String> all = new HashSet<>(others);
        all.add(own.instance());
        return own.inquiries()
                .ask(all, number -> tell(others, question.apply(number)))
                .thenApply(answers -> new Gathered<>(
                        answers.given().stream()
                                .map(found)
                                .filter(Objects::nonNull)
                                .toList(),
                        answers.silent()));
    }

    private CompletionStage<?> tell(Set<String> others, NodeMessage.Question question) {
        own.look(question).thenAccept(own.inquiries()::answered);
        return CompletableFuture.allOf(others.stream()
                .map(other -> own.tell(other, question).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private List<NodeState> read(Object raw) {
        Map<String, NodeState> nodes = new TreeMap<>();
        for (Object one : Raw.list(raw)) {
            try {
                NodeState state = ViewCodec.decodeState(Raw.bytes(one));
                nodes.merge(state.node(), state, NEWEST);
            } catch (Malformed e) {
                reports.malformed("nodes", e);
            }
        }
        return List.copyOf(nodes.values());
    }
}
