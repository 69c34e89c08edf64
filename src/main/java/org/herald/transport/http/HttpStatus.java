package org.herald.transport.http;

import java.util.stream.Stream;
import org.herald.hub.ErrorCode;

/** The statuses of refusals (RFC 9110 section 15, RFC 6585 section 4), and the code of one that has no other reason. */
enum HttpStatus {
    BAD_REQUEST(400, "Bad Request", "bad_request"),
    UNAUTHORIZED(401, "Unauthorized", "unauthorized"),
    FORBIDDEN(403, "Forbidden", "forbidden"),
    NOT_FOUND(404, "Not Found", "not_found"),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed", "method_not_allowed"),
    NOT_ACCEPTABLE(406, "Not Acceptable", "not_acceptable"),
    CONFLICT(409, "Conflict", "conflict"),
    TOO_LARGE(413, "Content Too Large", "too_large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type", "unsupported_media_type"),
    TOO_MANY_REQUESTS(429, "Too Many Requests", "rate_limited"),
    INTERNAL(500, "Internal Server Error", "internal"),
    UNAVAILABLE(503, "Service Unavailable", "unavailable");

    private final int number;
    private final String title;
    private final String code;

    HttpStatus(int number, String title, String code) {
        this.number = number;
        this.title = title;
        this.code = code;
    }

    int number() {
        return number;
    }

    String title() {
        return title;
    }

    String code() {
        return code;
    }

    /** That of the number, or of the whole class it is in. */
    static HttpStatus of(int number) {
        return Stream.of(values())
                .filter(status -> status.number == number)
                .findFirst()
                .orElse(number < INTERNAL.number ? BAD_REQUEST : INTERNAL);
    }

    static HttpStatus of(ErrorCode code) {
        return switch (code) {
            case BAD_JSON, BAD_ENVELOPE, UNKNOWN_EVENT, UNSUPPORTED_VERSION, INVALID_DATA, TOO_MANY_ROOMS ->
                BAD_REQUEST;
            case UNAUTHORIZED -> UNAUTHORIZED;
            case ROOM_FORBIDDEN, MISSING_ROLE, NOT_AUTHOR, NOT_JOINED -> FORBIDDEN;
            case NOT_FOUND -> NOT_FOUND;
            case CONFLICT -> CONFLICT;
            case RATE_LIMITED -> TOO_MANY_REQUESTS;
            case UNAVAILABLE -> UNAVAILABLE;
            case INTERNAL -> INTERNAL;
        };
    }
}
