package org.herald.auth;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;

/**
 * What a token has to say beside being signed.
 *
 * @param issuer the only {@code iss} that is accepted; empty: any
 * @param audiences one of them must be in {@code aud}; empty: any
 * @param skew how far the issuer's clock may be away from ours
 * @param age how long after {@code iat} a token is accepted; empty: until it expires
 * @param userClaim the claim that names the user; a path with dots leads into objects
 * @param rolesClaim the claim that names the roles; a path with dots leads into objects
 */
public record TokenRules(
        Optional<String> issuer,
        Set<String> audiences,
        Duration skew,
        Optional<Duration> age,
        String userClaim,
        String rolesClaim) {

    static final String ISSUER = "mp.jwt.verify.issuer";
    static final String AUDIENCES = "mp.jwt.verify.audiences";
    static final String SKEW = "mp.jwt.verify.clock.skew";
    static final String AGE = "mp.jwt.verify.token.age";
    static final String USER_CLAIM = "herald.auth.user-claim";
    static final String ROLES_CLAIM = "herald.auth.roles-claim";

    private static final int DEFAULT_SKEW_SECONDS = 5;
    private static final int MAX_SKEW_SECONDS = 600;

    public TokenRules {
        audiences = Set.copyOf(audiences);
    }

    static TokenRules from(Settings settings) {
        int skew = settings.number(SKEW, DEFAULT_SKEW_SECONDS, 0, MAX_SKEW_SECONDS);
        int age = settings.number(AGE, 0, 1, Integer.MAX_VALUE);
        return new TokenRules(
                settings.text(ISSUER),
                new HashSet<>(settings.list(AUDIENCES)),
                Duration.ofSeconds(skew),
                age == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(age)),
                claim(settings, USER_CLAIM, "sub"),
                claim(settings, ROLES_CLAIM, "groups"));
    }

    private static String claim(Settings settings, String key, String otherwise) {
        String name = settings.text(key, otherwise);
        if (name.length() > 256 || name.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidSetting(key, "must be the name of a claim, at most 256 characters");
        }
        return name;
    }
}
