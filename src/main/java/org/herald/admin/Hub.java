package org.herald.admin;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.herald.broker.ConnectionQuery;
import org.herald.broker.Control.Outcome;
import org.herald.broker.ControlMessage;
import org.herald.broker.NodeState;
import org.herald.broker.RoomQuery;
import org.herald.cluster.Admin;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.hub.UserId;
import org.herald.protocol.Fields;

/** What consoles ask and order is read by the rules of REST, and waited for, but not for long. */
final class Hub implements HubMXBean {

    /** Who asks is the business of the console's own login, which a bean is not told. */
    private static final Admin CONSOLE = new Admin("jmx", null, "jmx");

    private static final long PATIENCE_SECONDS = 5;
    private static final int FLAT = 2;

    private final Management.Parts parts;

    Hub(Management.Parts parts) {
        this.parts = parts;
    }

    @Override
    public String getNode() {
        return state().node();
    }

    @Override
    public String getVersion() {
        return state().version();
    }

    @Override
    public Date getStartedAt() {
        return new Date(state().startedAt());
    }

    @Override
    public int getConnections() {
        return state().connections();
    }

    @Override
    public int getRooms() {
        return state().rooms();
    }

    @Override
    public long getMessagesIn() {
        return parts.sessions().messagesIn();
    }

    @Override
    public long getMessagesOut() {
        return parts.sessions().messagesOut();
    }

    @Override
    public boolean isDraining() {
        return state().draining();
    }

    @Override
    public double getLoad() {
        return state().load();
    }

    @Override
    public String getWriter() {
        return parts.writer().get();
    }

    @Override
    public boolean isStoreUp() {
        return parts.broker().isUp();
    }

    @Override
    public List<String> listNodes() {
        return rows(await(parts.overview().nodes()), Rendering::node);
    }

    @Override
    public List<String> listConnections(String userId) {
        UserId user = isGiven(userId) ? checked(userId, UserId::new) : null;
        return rows(
                await(parts.overview().connections(new ConnectionQuery(user, null, null, null, ConnectionQuery.MOST)))
                        .rows(),
                Rendering::connection);
    }

    @Override
    public List<String> listRooms(String prefix) {
        return rows(
                await(parts.overview().rooms(new RoomQuery(isGiven(prefix) ? prefix : "", null, RoomQuery.MOST)))
                        .rows(),
                Rendering::summary);
    }

    @Override
    public int kickConnection(String connectionId, String reason) {
        return order(parts.reader()::kick, "connectionId", connectionId, "reason", reason);
    }

    @Override
    public int kickUser(String userId, String reason) {
        return order(parts.reader()::kick, "userId", userId, "reason", reason);
    }

    @Override
    public int kickFromRoom(String userId, String room, String reason) {
        if (!isGiven(room)) {
            throw new IllegalArgumentException("room: is missing");
        }
        return order(parts.reader()::kick, "userId", userId, "room", room, "reason", reason);
    }

    @Override
    public int revokeToken(String tokenId, String reason) {
        return order(parts.reader()::revoke, "tokenId", tokenId, "reason", reason);
    }

    @Override
    public int revokeUser(String userId, String reason) {
        return order(parts.reader()::revoke, "userId", userId, "reason", reason);
    }

    @Override
    public int announce(String title, String body) {
        return order(parts.reader()::announce, "title", title, "body", body);
    }

    @Override
    public int drain(String time) {
        return order(parts.reader()::drain, "time", time);
    }

    @Override
    public int cancelDrain() {
        return order(fields -> parts.reader().cancelDrain(null));
    }

    private NodeState state() {
        return parts.view().state();
    }

    /** @param namesAndValues in turn; those without a value are left out */
    private int order(Function<Fields, ControlMessage> reader, String... namesAndValues) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (isGiven(namesAndValues[i + 1])) {
                json.add(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        String text = json.build().toString();
        ControlMessage order = checked(text, given -> reader.apply(Fields.of(given, FLAT)));
        CompletionStage<Outcome> outcome = parts.actions().order(CONSOLE, order);
        return await(outcome).connections();
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isEmpty();
    }

    private static <T> List<String> rows(List<T> rows, Function<T, JsonObjectBuilder> rendering) {
        return rows.stream().map(row -> rendering.apply(row).build().toString()).toList();
    }

    /** Consoles do not know our classes. */
    private static <T> T checked(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (Refused refused) {
            throw new IllegalArgumentException(refused.getMessage());
        }
    }

    private static <T> T await(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refused refused) {
                throw refused.code() == ErrorCode.UNAVAILABLE
                        ? new IllegalStateException(refused.getMessage())
                        : new IllegalArgumentException(refused.getMessage());
            }
            throw new IllegalStateException("something went wrong on the server");
        } catch (TimeoutException e) {
            throw new IllegalStateException("there was no answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the node is being stopped");
        }
    }
}
