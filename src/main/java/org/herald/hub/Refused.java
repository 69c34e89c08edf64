package org.herald.hub;

import java.time.Duration;

/**
 * A request that Herald does not carry out, for a reason the client is told. It is an answer, no fault: it carries no
 * stack trace and is not logged as an error.
 */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final String field;
    private final Duration retryAfter;

    private Refused(ErrorCode code, String message, String field, Duration retryAfter) {
        super(message, null, false, false);
        this.code = code;
        this.field = field;
        this.retryAfter = retryAfter;
    }

    /** @param message for people: no secret, no class name, nothing that somebody else wrote */
    public static Refused because(ErrorCode code, String message) {
        return new Refused(code, message, null, null);
    }

    /** @param field the path of the field that breaks the rule, such as {@code data.content} */
    public static Refused invalid(String field, String rule) {
        return new Refused(ErrorCode.INVALID_DATA, field + ": " + rule, field, null);
    }

    /** @param retryAfter how long to wait, never null */
    public static Refused rateLimited(String message, Duration retryAfter) {
        return new Refused(ErrorCode.RATE_LIMITED, message, null, retryAfter);
    }

    public ErrorCode code() {
        return code;
    }

    /** The path of the offending field, for {@link ErrorCode#INVALID_DATA}; otherwise null. */
    public String field() {
        return field;
    }

    /** For {@link ErrorCode#RATE_LIMITED}; otherwise null. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
