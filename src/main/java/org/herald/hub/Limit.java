package org.herald.hub;

/** What bounds clients, as far as operators see it reached: one row a limit, named after its key. */
public enum Limit {
    MESSAGES("messages"),
    VOLATILE("volatile"),
    REQUESTS("requests"),
    ROOMS("rooms-per-connection"),
    MESSAGE_SIZE("message-size"),
    OUTBOX("outbox"),
    CONNECTIONS("connections"),
    CONNECTIONS_PER_USER("connections-per-user"),
    HANDSHAKES("handshakes-per-address");

    private final String label;

    Limit(String label) {
        this.label = label;
    }

    /** As operators see it: the key is {@code herald.limits.<label>}, but for {@code herald.outbox.*}. */
    public String label() {
        return label;
    }
}
