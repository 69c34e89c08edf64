package org.herald.hub;

/** Why a request was refused (protocol section 2, "Error codes"). */
public enum ErrorCode {
    UNAUTHORIZED("unauthorized"),
    BAD_JSON("bad_json"),
    BAD_ENVELOPE("bad_envelope"),
    UNKNOWN_EVENT("unknown_event"),
    UNSUPPORTED_VERSION("unsupported_version"),
    INVALID_DATA("invalid_data"),
    NOT_JOINED("not_joined"),
    ROOM_FORBIDDEN("room_forbidden"),

    /** Over HTTP alone: the call is for those who have a role. */
    MISSING_ROLE("missing_role"),

    NOT_FOUND("not_found"),
    NOT_AUTHOR("not_author"),
    TOO_MANY_ROOMS("too_many_rooms"),
    RATE_LIMITED("rate_limited"),
    CONFLICT("conflict"),
    UNAVAILABLE("unavailable"),
    INTERNAL("internal");

    private final String wire;

    ErrorCode(String wire) {
        this.wire = wire;
    }

    /** As clients see it. */
    public String wire() {
        return wire;
    }

    /** Whether the frame itself was broken, so that a run of such refusals ends the connection. */
    public boolean brokenFrame() {
        return this == BAD_JSON || this == BAD_ENVELOPE;
    }
}
