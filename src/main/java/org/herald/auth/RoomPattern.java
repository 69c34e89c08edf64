package org.herald.auth;

/** Patterns of room names, in which {@code *} stands for any run of characters and everything else for itself. */
final class RoomPattern {

    private RoomPattern() {}

    /**
     * Whether {@code pattern} covers all of {@code name}. Takes at most as many steps as their lengths multiplied: a
     * star is only ever tried again when no later star has been reached.
     */
    static boolean matches(String pattern, String name) {
        int at = 0;
        int star = -1;
        int resume = 0;
        for (int i = 0; i < name.length(); ) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = i;
            } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
