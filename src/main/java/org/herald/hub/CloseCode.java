package org.herald.hub;

/** How a connection ends (protocol section 5; RFC 6455 section 7.4). */
public enum CloseCode {
    NORMAL(1000, false),
    GOING_AWAY(1001, true),
    NOT_UTF8(1007, false),
    POLICY(1008, false),
    TOO_LARGE(1009, false),
    SERVER_FAULT(1011, true),
    RESTART(1012, true),
    TRY_LATER(1013, true),
    UNAUTHORIZED(4001, false),
    KICKED(4003, false),
    TOO_SLOW(4008, true),
    HEARTBEAT_TIMEOUT(4009, true),
    RATE_LIMIT_IGNORED(4029, true);

    private final int code;
    private final boolean comeBack;

    CloseCode(int code, boolean comeBack) {
        this.code = code;
        this.comeBack = comeBack;
    }

    /** The number in the close frame. */
    public int code() {
        return code;
    }

    /** Whether a client should connect again with what it has. */
    public boolean comeBack() {
        return comeBack;
    }
}
