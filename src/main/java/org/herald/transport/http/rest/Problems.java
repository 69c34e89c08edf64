package org.herald.transport.http.rest;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.herald.auth.BadRequest;
import org.herald.hub.Refused;
import org.herald.transport.http.Problem;

/** Answers whatever a resource throws, at once or later, as a problem. What is nobody's refusal is a bug: it is logged. */
@Provider
public class Problems implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger("org.herald.http");

    /** Causes looked at: containers wrap exceptions, but not without end. */
    private static final int DEPTH = 8;

    /** Headers of an exception's own answer that go with the problem. */
    private static final List<String> KEPT = List.of(HttpHeaders.ALLOW, Bodies.CONNECTION);

    @Context
    private Request request;

    @Override
    public Response toResponse(Throwable failure) {
        Optional<WebApplicationException> web = find(WebApplicationException.class, failure);
        Problem problem = problem(failure, web);
        if (problem.statusCode() >= Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()
                && find(Refused.class, failure).isEmpty()) {
            LOG.log(Level.ERROR, "fault in a " + request.getMethod() + " request", failure);
        }
        return response(problem, web.map(WebApplicationException::getResponse).orElse(null));
    }

    static Problem problem(Throwable failure, Optional<WebApplicationException> web) {
        return find(Refused.class, failure)
                .map(Problem::of)
                .or(() -> find(BadRequest.class, failure).map(Problem::of))
                .or(() -> web.map(known -> Problem.of(known.getResponse().getStatus(), detail(known))))
                .or(() -> lost(failure))
                .orElseGet(Problem::internal);
    }

    /** Jersey looks whether there is a body before a resource does. */
    private static Optional<Problem> lost(Throwable failure) {
        return failure instanceof ProcessingException && failure.getCause() instanceof IOException
                ? Optional.of(Problem.of(new BadRequest(Bodies.LOST)))
                : Optional.empty();
    }

    private static Response response(Problem problem, Response known) {
        Response.ResponseBuilder answer =
                Response.status(problem.statusCode()).type(Problem.MEDIA_TYPE).entity(problem.json());
        problem.headers().forEach(answer::header);
        for (String name : KEPT) {
            if (known != null && known.getHeaderString(name) != null) {
                answer.header(name, known.getHeaderString(name));
            }
        }
        return answer.build();
    }

    /** In our own words: what the container says may name classes, or repeat the request. */
    private static String detail(WebApplicationException known) {
        return switch (known.getResponse().getStatus()) {
            case 404 -> "there is nothing here";
            case 405 -> "this method has no meaning here";
            case 406 -> "the answer is application/json, which the request does not accept";
            case 413 -> "the body is larger than a message may be";
            case 415 -> "the body has to be application/json";
            default ->
                known.getResponse().getStatus() < 500
                        ? "the request cannot be understood"
                        : "something went wrong on the server";
        };
    }

    private static <T extends Throwable> Optional<T> find(Class<T> type, Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEPTH)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
