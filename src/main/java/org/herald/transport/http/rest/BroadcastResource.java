package org.herald.transport.http.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import org.herald.protocol.Submissions;
import org.herald.session.Desk;
import org.herald.transport.http.CurrentCaller;

/** What the server tells everyone who is there now. */
@RequestScoped
@Path("broadcast")
@Produces(MediaType.APPLICATION_JSON)
public class BroadcastResource {

    @Inject
    private Desk desk;

    @Inject
    private CurrentCaller caller;

    @Inject
    private Bodies bodies;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> broadcast(InputStream body) {
        return desk.broadcast(caller.identity(), Submissions.notification(bodies.read(body)))
                .thenApply(told -> Answers.accepted());
    }
}
