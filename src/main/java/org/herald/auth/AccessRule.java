package org.herald.auth;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.herald.config.InvalidSetting;
import org.herald.hub.Identity;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;

/**
 * Who may do one thing in the rooms of a namespace; whoever any part of it names.
 *
 * @param everyone all who have a token
 * @param owner the user whose id is the segment after the namespace
 * @param roles who have one of them
 * @param users these
 */
record AccessRule(boolean everyone, boolean owner, Set<String> roles, Set<UserId> users) {

    private static final String ROLE = "role:";
    private static final String USER = "user:";
    private static final String TERMS = "must be a list of *, role:x, user:y, owner, or none alone";
    private static final String TERMS_WITHOUT_OWNER =
            "must be a list of *, role:x, user:y, or none alone; only rooms of a named namespace have an owner";

    AccessRule {
        roles = Set.copyOf(roles);
        users = Set.copyOf(users);
    }

    /**
     * @param key of the setting, for complaints
     * @param terms {@code *}, {@code role:x}, {@code user:y}, {@code owner}, or {@code none} alone
     * @param ownable whether rooms have a segment that can name an owner
     */
    static AccessRule parse(String key, List<String> terms, boolean ownable) {
        boolean everyone = false;
        boolean owner = false;
        Set<String> roles = new HashSet<>();
        Set<UserId> users = new HashSet<>();
        for (String term : terms) {
            if (term.equals("*")) {
                everyone = true;
            } else if (term.equals("owner") && ownable) {
                owner = true;
            } else if (term.startsWith(ROLE) && term.length() > ROLE.length()) {
                roles.add(term.substring(ROLE.length()));
            } else if (term.startsWith(USER)) {
                users.add(user(key, term.substring(USER.length())));
            } else if (!term.equals("none") || terms.size() > 1) {
                throw new InvalidSetting(key, ownable ? TERMS : TERMS_WITHOUT_OWNER);
            }
        }
        return new AccessRule(everyone, owner, roles, users);
    }

    boolean allows(Identity identity, RoomName room) {
        return everyone
                || users.contains(identity.user())
                || roles.stream().anyMatch(identity.roles()::contains)
                || owner && isOwner(identity.user(), room);
    }

    private static boolean isOwner(UserId user, RoomName room) {
        String[] segments = room.value().split("/", 3);
        return segments.length > 1 && segments[1].equals(user.value());
    }

    private static UserId user(String key, String id) {
        try {
            return new UserId(id);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting(key, "must name a user after user:", e);
        }
    }
}
