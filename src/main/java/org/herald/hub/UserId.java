package org.herald.hub;

/**
 * Who somebody is, as the token says: 1–128 characters, no control characters, well-formed UTF-16.
 *
 * @param value never null
 */
public record UserId(String value) {

    /** The longest user id, in characters. */
    public static final int MAX_LENGTH = 128;

    /** The server itself, as the sender of what came in through the server API. No token can name it. */
    public static final UserId SERVER = new UserId("@server");

    /** @throws IllegalArgumentException with the rule, when {@code value} is no user id */
    public UserId {
        requireValid(value);
    }

    static void requireValid(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a user id is 1-128 characters");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c)) {
                throw new IllegalArgumentException("a user id has no control characters");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isSurrogatePair(c, i + 1 < value.length() ? value.charAt(i + 1) : 0)) {
                    throw new IllegalArgumentException("a user id is well-formed Unicode");
                }
                i++;
            }
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
