package org.herald.auth;

import java.util.Set;
import org.herald.hub.ErrorCode;
import org.herald.hub.Identity;
import org.herald.hub.Refused;

/** What one may do by a role alone, wherever it concerns. */
public final class Roles {

    /** May administrate. */
    public static final String ADMIN = RoomPolicy.ADMIN;

    /** May notify anybody: other servers, as a rule. */
    public static final String PUBLISHER = "herald-publisher";

    public static final Set<String> ALL = Set.of(ADMIN, PUBLISHER);

    private Roles() {}

    /** @throws Refused {@code missing_role} unless the user has the role */
    public static void require(Identity identity, String role) {
        if (!identity.roles().contains(role)) {
            throw Refused.because(ErrorCode.MISSING_ROLE, "this is for those who have the role " + role);
        }
    }
}
