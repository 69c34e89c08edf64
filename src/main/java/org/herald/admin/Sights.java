package org.herald.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.herald.broker.ConnectionQuery;
import org.herald.broker.RoomQuery;
import org.herald.cluster.Cursor;
import org.herald.cluster.Overview;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.herald.limits.LimitSettings;

/** {@code GET /herald/api/admin/…}: what there is (docs/protocol.md, section 6). */
@RequestScoped
@Path("admin")
@Administrators
@Produces(MediaType.APPLICATION_JSON)
public class Sights {

    private static final int ROWS = 100;
    private static final int LONGEST_NODE = 64;
    private static final int LONGEST_PREFIX = 129;

    @Inject
    private Overview overview;

    @Inject
    private LimitSettings limits;

    @Context
    private UriInfo uri;

    @GET
    @Path("nodes")
    public CompletionStage<String> nodes() {
        return overview.nodes().thenApply(Rendering::nodes);
    }

    @GET
    @Path("connections")
    public CompletionStage<String> connections() {
        Parameters query = new Parameters(uri.getQueryParameters());
        return overview.connections(new ConnectionQuery(
                        query.parsed("user", UserId::new),
                        query.parsed("room", RoomName::new),
                        query.text("node", LONGEST_NODE),
                        query.parsed("cursor", Cursor::place),
                        query.number("limit", ROWS, 1, ConnectionQuery.MOST)))
                .thenApply(Rendering::connections);
    }

    @GET
    @Path("rooms")
    public CompletionStage<String> rooms() {
        Parameters query = new Parameters(uri.getQueryParameters());
        String prefix = query.text("prefix", LONGEST_PREFIX);
        return overview.rooms(new RoomQuery(
                        prefix == null ? "" : prefix,
                        query.parsed("cursor", Cursor::room),
                        query.number("limit", ROWS, 1, RoomQuery.MOST)))
                .thenApply(Rendering::rooms);
    }

    @GET
    @Path("rooms/{room: .+}")
    public CompletionStage<String> room(@PathParam("room") String name) {
        return overview.room(roomName(name)).thenApply(Rendering::room);
    }

    @GET
    @Path("limits")
    public String limits() {
        return Rendering.limits(limits);
    }

    private static RoomName roomName(String name) {
        try {
            return new RoomName(name);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid("room", e.getMessage());
        }
    }
}
