package org.herald.transport.http.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.herald.protocol.Ack;
import org.herald.protocol.HeraldV1;

/** The answers of resources. */
final class Answers {

    private static final int TAG_BYTES = 15;

    private Answers() {}

    /**
     * 201
     *
     * @param collection the path above it, without host and scheme, which a proxy may have changed
     */
    static Response created(String collection, Ack.Sent sent) {
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, collection + '/' + sent.eventId())
                .type(MediaType.APPLICATION_JSON)
                .entity(HeraldV1.json(sent))
                .build();
    }

    static Response accepted() {
        return Response.accepted().build();
    }

    static Response ok(Ack ack) {
        return Response.ok(HeraldV1.json(ack), MediaType.APPLICATION_JSON).build();
    }

    /**
     * 304 where the caller has the very same already (RFC 9110 section 13.1.2). It is to ask each time.
     *
     * @param ifNoneMatch the header of that name, or null
     */
    static Response unlessKnown(String ifNoneMatch, String json) {
        String tag = '"' + hash(json) + '"';
        Response.ResponseBuilder answer =
                knows(ifNoneMatch, tag) ? Response.notModified() : Response.ok(json, MediaType.APPLICATION_JSON);
        return answer.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    /** By weak comparison: a proxy that compresses makes tags weak. */
    private static boolean knows(String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && Stream.of(ifNoneMatch.split(","))
                        .map(String::strip)
                        .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, TAG_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
