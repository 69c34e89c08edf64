package org.herald.hub;

import java.util.regex.Pattern;

/**
 * The name of a room (protocol section 1, "Names"): {@code [A-Za-z0-9][A-Za-z0-9._:/-]{0,127}}, or {@code @userId}, the
 * personal room of a user.
 *
 * @param value never null; ASCII unless personal, case matters
 */
public record RoomName(String value) {

    private static final Pattern SHARED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");

    /** @throws IllegalArgumentException with the rule, when {@code value} is no room name */
    public RoomName {
        if (value.startsWith("@")) {
            UserId.requireValid(value.substring(1));
        } else if (!SHARED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a room is 1-128 characters of A-Z a-z 0-9 . _ : / - and starts with a letter or digit");
        }
    }

    /** The room that belongs to {@code user} alone: direct messages and notifications arrive there. */
    public static RoomName personal(UserId user) {
        return new RoomName("@" + user.value());
    }

    public boolean isPersonal() {
        return value.charAt(0) == '@';
    }

    /** Whether this is the personal room of {@code user}. */
    public boolean belongsTo(UserId user) {
        return isPersonal() && value.length() == user.value().length() + 1 && value.endsWith(user.value());
    }

    /** What stands before the first {@code /}; empty where there is none, and for personal rooms. */
    public String prefix() {
        int slash = value.indexOf('/');
        return slash < 0 || isPersonal() ? "" : value.substring(0, slash);
    }

    @Override
    public String toString() {
        return value;
    }
}
