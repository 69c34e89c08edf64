package org.herald.hub;

import java.util.List;
import java.util.Set;

/**
 * Who is at the other end of a connection, and what the token says of them.
 *
 * @param user never null
 * @param roles the groups of the token, never null
 * @param grants what the token's own claim allows beside the configured permissions, never null
 * @param tokenId {@code jti}, or null
 * @param issuedAt Unix milliseconds, or null
 * @param expiresAt Unix milliseconds; null: never (a login of the container)
 */
public record Identity(UserId user, Set<String> roles, Grants grants, String tokenId, Long issuedAt, Long expiresAt) {

    public Identity {
        roles = Set.copyOf(roles);
    }

    /**
     * Patterns of room names from the token's claim {@code herald}; {@code *} stands for any run of characters.
     *
     * @param join rooms that may be joined
     * @param publish rooms that may be published to
     * @param moderate rooms in which others' messages may be deleted
     */
    public record Grants(List<String> join, List<String> publish, List<String> moderate) {

        public static final Grants NONE = new Grants(List.of(), List.of(), List.of());

        public Grants {
            join = List.copyOf(join);
            publish = List.copyOf(publish);
            moderate = List.copyOf(moderate);
        }
    }
}
