package org.herald.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import org.herald.broker.Control.Outcome;
import org.herald.broker.ControlMessage;
import org.herald.cluster.Actions;
import org.herald.transport.http.rest.Bodies;

/** {@code POST} and {@code DELETE /herald/api/admin/…}: what is done (docs/protocol.md, section 6). */
@RequestScoped
@Path("admin")
@Administrators
@Produces(MediaType.APPLICATION_JSON)
public class Deeds {

    @Inject
    private Actions actions;

    @Inject
    private OrderReader reader;

    @Inject
    private Bodies bodies;

    @Inject
    private Acting acting;

    @Context
    private UriInfo uri;

    @POST
    @Path("kick")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<String> kick(InputStream body) {
        return order(reader.kick(bodies.read(body))).thenApply(outcome -> Rendering.outcome("kicked", outcome));
    }

    @POST
    @Path("revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<String> revoke(InputStream body) {
        return order(reader.revoke(bodies.read(body))).thenApply(outcome -> Rendering.outcome("revoked", outcome));
    }

    @POST
    @Path("announce")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> announce(InputStream body) {
        return order(reader.announce(bodies.read(body))).thenApply(outcome -> accepted("connections", outcome));
    }

    /** The body may be left out. */
    @POST
    @Path("drain")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    public CompletionStage<Response> drain(InputStream body) {
        return order(reader.drain(bodies.readOptional(body))).thenApply(outcome -> accepted("draining", outcome));
    }

    @DELETE
    @Path("drain")
    public CompletionStage<Response> cancelDrain() {
        String node = new Parameters(uri.getQueryParameters()).text("node", ControlMessage.MAX_NODE);
        return order(reader.cancelDrain(node)).thenApply(outcome -> accepted("stayed", outcome));
    }

    private CompletionStage<Outcome> order(ControlMessage order) {
        return actions.order(acting.now(), order);
    }

    private static Response accepted(String count, Outcome outcome) {
        return Response.accepted(Rendering.outcome(count, outcome)).build();
    }
}
