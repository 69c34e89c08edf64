package org.herald.session;

/** Why a handshake is refused (protocol section 1, the table of refusals). */
public enum Refusal {
    BAD_REQUEST(400, "bad_request"),
    UNAUTHORIZED(401, "unauthorized"),
    FORBIDDEN_ORIGIN(403, "forbidden_origin"),
    TOO_MANY_CONNECTIONS(429, "too_many_connections"),
    UNAVAILABLE(503, "unavailable");

    private final int status;
    private final String code;

    Refusal(int status, String code) {
        this.status = status;
        this.code = code;
    }

    /** HTTP status (RFC 9110 section 15, RFC 6585 section 4). */
    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
