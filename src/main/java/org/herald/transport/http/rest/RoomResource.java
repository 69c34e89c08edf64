package org.herald.transport.http.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import org.herald.auth.PercentEncoding;
import org.herald.auth.Query;
import org.herald.hub.Position;
import org.herald.hub.RoomName;
import org.herald.hub.Traceparent;
import org.herald.protocol.Fields;
import org.herald.protocol.HeraldV1;
import org.herald.protocol.Submissions;
import org.herald.session.Desk;
import org.herald.transport.http.CurrentCaller;

/**
 * What is said in a room, and who is there. The name of a room keeps its slashes; what the path is about is told by how it
 * ends, so that no name is ambiguous.
 */
@RequestScoped
@Path("rooms")
@Produces(MediaType.APPLICATION_JSON)
public class RoomResource {

    private static final String ROOM = "{room: .+}";

    /** As {@link Position} has it. */
    private static final String EVENT = "{event: [0-9a-z]{1,32}-[0-9]{1,18}}";

    @Inject
    private Desk desk;

    @Inject
    private CurrentCaller caller;

    @Inject
    private Bodies bodies;

    @POST
    @Path(ROOM + "/messages")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> send(
            @Encoded @PathParam("room") String room,
            @HeaderParam("traceparent") String trace,
            @Context UriInfo uri,
            InputStream body) {
        Fields fields = bodies.read(body);
        String path = uri.getRequestUri().getRawPath();
        return desk.send(
                        caller.identity(),
                        Submissions.message(name(room), fields),
                        Submissions.id(fields),
                        Traceparent.read(trace))
                .thenApply(sent -> Answers.created(path, sent));
    }

    @GET
    @Path(ROOM + "/messages")
    public CompletionStage<Response> history(
            @Encoded @PathParam("room") String room,
            @Context UriInfo uri,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        Query query = Query.parse(uri.getRequestUri().getRawQuery());
        return desk.history(
                        caller.identity(),
                        Submissions.history(
                                name(room), parameter -> query.one(parameter).orElse(null)))
                .thenApply(history -> Answers.unlessKnown(known, HeraldV1.json(history)));
    }

    @GET
    @Path(ROOM + "/messages/" + EVENT)
    public CompletionStage<Response> message(
            @Encoded @PathParam("room") String room,
            @Encoded @PathParam("event") String event,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        Position position = Submissions.named("event", event, Position::parse);
        return desk.event(caller.identity(), name(room), position)
                .thenApply(found -> Answers.unlessKnown(known, HeraldV1.json(found)));
    }

    @POST
    @Path(ROOM + "/events")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> emit(@Encoded @PathParam("room") String room, InputStream body) {
        return desk.emit(caller.identity(), Submissions.event(name(room), bodies.read(body)))
                .thenApply(told -> Answers.accepted());
    }

    @GET
    @Path(ROOM + "/members")
    public CompletionStage<Response> members(@Encoded @PathParam("room") String room) {
        return desk.members(caller.identity(), name(room)).thenApply(Answers::ok);
    }

    private static RoomName name(String room) {
        return Submissions.named("room", PercentEncoding.path(room), RoomName::new);
    }
}
