package org.herald.auth;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.herald.hub.Identity;
import org.herald.hub.Identity.Grants;
import org.herald.hub.UserId;

/** Makes an {@link Identity} of the claims of a token. */
final class IdentityClaims {

    /** The claim that grants rooms to the user (docs/configuration.md, {@code herald.namespace.<ns>}). */
    private static final String GRANTS = "herald";

    private static final int MAX_PATTERNS = 100;
    private static final int MAX_PATTERN_LENGTH = 128;
    private static final int MAX_TOKEN_ID_LENGTH = 256;

    private final TokenRules rules;

    IdentityClaims(TokenRules rules) {
        this.rules = rules;
    }

    /** @throws org.herald.hub.Refused when there is no user, or a claim is not of its form */
    Identity identity(Claims claims) {
        return new Identity(
                user(claims),
                roles(claims),
                grants(claims.values().get(GRANTS)),
                tokenId(claims),
                claims.date("iat").orElse(null),
                claims.date("exp").orElse(null));
    }

    private UserId user(Claims claims) {
        Object name = claims.at(rules.userClaim())
                .orElseThrow(() -> Unauthorized.because("the token has no " + rules.userClaim()));
        if (!(name instanceof String text) || text.equals(UserId.SERVER.value())) {
            throw Claims.unusable(rules.userClaim());
        }
        try {
            return new UserId(text);
        } catch (IllegalArgumentException e) {
            throw Claims.unusable(rules.userClaim());
        }
    }

    private Set<String> roles(Claims claims) {
        Object value = claims.at(rules.rolesClaim()).orElse(null);
        Set<String> roles = new HashSet<>();
        if (value instanceof String text) {
            roles.addAll(List.of(text.split(" ")));
        } else {
            roles.addAll(Claims.texts(rules.rolesClaim(), value));
        }
        roles.remove("");
        return roles;
    }

    private static Grants grants(Object claim) {
        if (claim == null) {
            return Grants.NONE;
        }
        if (!(claim instanceof Map<?, ?> granted)) {
            throw Claims.unusable(GRANTS);
        }
        return new Grants(patterns(granted, "join"), patterns(granted, "publish"), patterns(granted, "moderate"));
    }

    private static List<String> patterns(Map<?, ?> granted, String right) {
        List<String> patterns = Claims.texts(GRANTS + "." + right, granted.get(right));
        boolean tooLong = patterns.stream().anyMatch(p -> p.isEmpty() || p.length() > MAX_PATTERN_LENGTH);
        if (tooLong || patterns.size() > MAX_PATTERNS) {
            throw Claims.unusable(GRANTS + "." + right);
        }
        return patterns;
    }

    private static String tokenId(Claims claims) {
        String id = claims.text("jti").orElse(null);
        if (id != null && id.length() > MAX_TOKEN_ID_LENGTH) {
            throw Claims.unusable("jti");
        }
        return id;
    }
}
