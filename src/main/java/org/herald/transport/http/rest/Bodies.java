package org.herald.transport.http.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.herald.auth.BadRequest;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.limits.LimitSettings;
import org.herald.protocol.Fields;
import org.herald.session.Desk;
import org.herald.transport.http.CurrentCaller;

/** Reads the bodies of requests, within the limits of a message. */
@ApplicationScoped
public class Bodies {

    /** A header. */
    static final String CONNECTION = "Connection";

    /** What somebody is told who is hardly there any more. */
    static final String LOST = "the body has not arrived";

    @Inject
    private LimitSettings.Messages limits;

    @Inject
    private Desk desk;

    @Inject
    private CurrentCaller caller;

    /**
     * The fields of a body that is one JSON object.
     *
     * @throws Refused {@code bad_json} or {@code bad_envelope}
     * @throws ClientErrorException 413 when it is larger than a message may be
     * @throws BadRequest when it does not arrive: whoever sends it has gone, or stopped
     */
    public Fields read(InputStream body) {
        return read(body, "");
    }

    /** The same, where the body may be left out: then there are no fields. */
    public Fields readOptional(InputStream body) {
        return read(body, "{}");
    }

    /** @param nothing what an empty body stands for */
    private Fields read(InputStream body, String nothing) {
        byte[] bytes = arrived(body, limits.maxBytes() + 1);
        if (bytes.length > limits.maxBytes()) {
            desk.tooLarge();
            throw new ClientErrorException(tooLarge());
        }
        return Fields.of(bytes.length == 0 ? nothing : text(bytes), limits.maxDepth());
    }

    /** What is left of the body is not read: so no other request can follow it on the same connection. */
    private Response tooLarge() {
        Response.ResponseBuilder answer = Response.status(Response.Status.REQUEST_ENTITY_TOO_LARGE);
        return caller.hasConnection() ? answer.header(CONNECTION, "close").build() : answer.build();
    }

    /** Of the body, this many bytes at most. */
    static byte[] arrived(InputStream body, int most) {
        try {
            return body.readNBytes(most);
        } catch (IOException vanished) {
            throw new BadRequest(LOST);
        }
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refused.because(ErrorCode.BAD_JSON, "the body is not UTF-8");
        }
    }
}
