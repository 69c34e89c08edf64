package org.herald.hub;

/**
 * The public name of one connection. Not a secret: it is shown to everyone in the same rooms.
 *
 * @param value 1–64 visible ASCII characters
 */
public record ConnectionId(String value) {

    /** @throws IllegalArgumentException with the rule, when {@code value} is no connection id */
    public ConnectionId {
        if (value.isEmpty() || value.length() > 64 || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("a connection id is 1-64 visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
