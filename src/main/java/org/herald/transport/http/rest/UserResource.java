package org.herald.transport.http.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import org.herald.auth.PercentEncoding;
import org.herald.hub.UserId;
import org.herald.protocol.Fields;
import org.herald.protocol.Submissions;
import org.herald.session.Desk;
import org.herald.transport.http.CurrentCaller;

/** What the server tells one user. It is kept in the history of the user's own room. */
@RequestScoped
@Path("users")
@Produces(MediaType.APPLICATION_JSON)
public class UserResource {

    @Inject
    private Desk desk;

    @Inject
    private CurrentCaller caller;

    @Inject
    private Bodies bodies;

    @POST
    @Path("{user: .+}/notifications")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> tell(
            @Encoded @PathParam("user") String user, @Context UriInfo uri, InputStream body) {
        UserId to = Submissions.named("user", PercentEncoding.path(user), UserId::new);
        Fields fields = bodies.read(body);
        String room = uri.getBaseUri().getRawPath() + "rooms/@" + user + "/messages";
        return desk.notify(caller.identity(), to, Submissions.notification(fields), Submissions.id(fields))
                .thenApply(sent -> Answers.created(room, sent));
    }
}
