package org.herald.cluster;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.herald.auth.Namespace;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Broker;
import org.herald.broker.ConnectionQuery;
import org.herald.broker.ConnectionRow;
import org.herald.broker.Directory.Gathered;
import org.herald.broker.Excerpt;
import org.herald.broker.NodeState;
import org.herald.broker.Page;
import org.herald.broker.Presence;
import org.herald.broker.Range;
import org.herald.broker.RoomQuery;
import org.herald.broker.RoomRow;
import org.herald.hub.ErrorCode;
import org.herald.hub.Position;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.Willing;

/**
 * What administrators see of all nodes. Lists of nodes, connections and rooms are sorted by their names. Safe for use by any
 * thread; callers hear of what was found on a thread of the executor, where they may wait for somebody who does not read.
 */
public final class Overview {

    /** Members that are listed of a room at most. */
    private static final int MOST_MEMBERS = 1000;

    private static final Merge<ConnectionQuery.Place, ConnectionRow> CONNECTIONS =
            new Merge<>(ConnectionRow::place, (a, b) -> b);

    private static final Merge<String, RoomRow> ROOMS =
            new Merge<>(row -> row.room().value(), (a, b) -> new RoomRow(a.room(), a.connections() + b.connections()));

    private final Broker broker;
    private final RoomPolicy policy;
    private final Executor executor;

    /** @param executor for what may wait; where it takes nothing any more, as at the end of the node, others do it */
    public Overview(Broker broker, RoomPolicy policy, Executor executor) {
        this.broker = broker;
        this.policy = policy;
        this.executor = new Willing(executor);
    }

    public CompletionStage<List<NodeState>> nodes() {
        return answered(broker.directory().nodes());
    }

    public CompletionStage<Listing<ConnectionRow>> connections(ConnectionQuery query) {
        return answered(broker.directory().connections(query)).thenApply(found -> {
            Excerpt<ConnectionRow> page = CONNECTIONS.of(found.excerpts(), query.limit());
            String next = page.more() ? Cursor.of(last(page).place()) : null;
            return new Listing<>(page.rows(), next, found.silent());
        });
    }

    /** The rooms that have members now. */
    public CompletionStage<Listing<RoomSummary>> rooms(RoomQuery query) {
        return answered(answered(broker.directory().rooms(query)).thenCompose(found -> {
            Excerpt<RoomRow> page = ROOMS.of(found.excerpts(), query.limit());
            String next = page.more() ? Cursor.of(last(page).room()) : null;
            List<CompletableFuture<RoomSummary>> rows = page.rows().stream()
                    .map(row -> summary(row).toCompletableFuture())
                    .toList();
            return CompletableFuture.allOf(rows.toArray(CompletableFuture[]::new))
                    .thenApply(all -> new Listing<>(
                            rows.stream().map(CompletableFuture::join).toList(), next, found.silent()));
        }));
    }

    /** Fails with {@code not_found} for a room in which nobody is and nothing happened. */
    public CompletionStage<RoomReport> room(RoomName room) {
        CompletionStage<Presence.Members> members = broker.presence().members(room, MOST_MEMBERS);
        CompletionStage<Page> history = broker.log().read(room, Range.after(null, 1, Integer.MAX_VALUE));
        return answered(broker.directory()
                .rooms(new RoomQuery(room.value(), null, 1))
                .thenCompose(found -> summary(new RoomRow(room, connectionsIn(room, found)))
                        .thenCombine(members, (summary, there) -> new Known(summary, there, found.silent()))
                        .thenCombine(history, this::report)));
    }

    /** Goes on on a thread that may wait, and has the time to put much together. */
    private <T> CompletionStage<T> answered(CompletionStage<T> answer) {
        return answer.whenCompleteAsync((found, failure) -> {}, executor);
    }

    private record Known(RoomSummary summary, Presence.Members members, List<String> silent) {}

    private RoomReport report(Known known, Page page) {
        RoomSummary summary = known.summary;
        if (summary.connections() == 0 && summary.members() == 0 && page.head().seq() == 0) {
            throw Refused.because(ErrorCode.NOT_FOUND, "nobody is in this room, and nothing has happened in it");
        }
        Namespace namespace = policy.namespace(summary.room());
        return new RoomReport(summary, known.members, history(page, namespace), known.silent);
    }

    private static int connectionsIn(RoomName room, Gathered<RoomRow> found) {
        return found.excerpts().stream()
                .flatMap(excerpt -> excerpt.rows().stream())
                .filter(row -> row.room().equals(room))
                .mapToInt(RoomRow::connections)
                .sum();
    }

    /** Numbers have no gaps, so the first event tells how many there are. */
    private static RoomReport.History history(Page page, Namespace namespace) {
        Position oldest = page.events().isEmpty() ? null : page.events().get(0).position();
        long events = oldest == null ? 0 : page.head().seq() - oldest.seq() + 1;
        return new RoomReport.History(events, oldest, namespace.historySize(), namespace.historyTtl());
    }

    private CompletionStage<RoomSummary> summary(RoomRow row) {
        CompletionStage<Integer> members = policy.namespace(row.room()).presence()
                ? broker.presence().count(row.room())
                : CompletableFuture.completedFuture(row.connections());
        return members.thenCombine(
                broker.log().position(row.room()),
                (count, position) -> new RoomSummary(row.room(), count, row.connections(), position));
    }

    private static <T> T last(Excerpt<T> page) {
        return page.rows().get(page.rows().size() - 1);
    }
}
