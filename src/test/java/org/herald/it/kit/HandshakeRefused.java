package org.herald.it.kit;

/** The server answered a handshake with something else than an upgrade. */
public final class HandshakeRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient HttpAnswer answer;

    HandshakeRefused(HttpAnswer answer) {
        super("Refused with " + answer.status() + ": " + answer.body());
        this.answer = answer;
    }

    public HttpAnswer answer() {
        return answer;
    }

    public int status() {
        return answer.status();
    }
}
