package org.herald.session;

import java.time.Clock;
import java.time.Duration;
import org.herald.auth.AuthSettings;
import org.herald.auth.TokenRules;
import org.herald.broker.ControlMessage.RevokeToken;
import org.herald.broker.ControlMessage.RevokeUser;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;
import org.herald.hub.UserId;

/**
 * Makes the orders that revoke tokens, each to be remembered for as long as one of its tokens could be shown. Safe for
 * use by any thread.
 *
 * <p>A token that names its end is remembered until then. Of others nobody knows when they end: they count as issued now,
 * and as good for the time that is configured ({@code herald.auth.revocation-ttl}), or for {@code
 * mp.jwt.verify.token.age} where that is shorter. In both cases the skew of clocks that is allowed comes on top.
 */
public final class RevocationOrders {

    static final String TTL = "herald.auth.revocation-ttl";

    private static final Duration DEFAULT_TTL = Duration.ofHours(24);
    private static final Duration MIN_TTL = Duration.ofMinutes(1);
    private static final Duration MAX_TTL = Duration.ofDays(3650);

    private final Duration life;
    private final Duration skew;
    private final Clock clock;

    private RevocationOrders(Duration life, Duration skew, Clock clock) {
        this.life = life;
        this.skew = skew;
        this.clock = clock;
    }

    /** @throws InvalidSetting naming the key and the rule */
    public static RevocationOrders from(Settings settings, AuthSettings auth, Clock clock) {
        Duration ttl = settings.duration(TTL, DEFAULT_TTL);
        if (ttl.compareTo(MIN_TTL) < 0 || ttl.compareTo(MAX_TTL) > 0) {
            throw new InvalidSetting(TTL, "must be from PT1M to P3650D");
        }
        TokenRules rules = auth.rules();
        Duration life = rules.age().filter(age -> age.compareTo(ttl) < 0).orElse(ttl);
        return new RevocationOrders(life, rules.skew(), clock);
    }

    /**
     * Revokes one token.
     *
     * @param tokenId its {@code jti}, 1–256 characters
     * @param expiresAt when it ends, Unix milliseconds; null where that is not known
     * @param reason what the client is told, or null
     * @throws IllegalArgumentException saying which rule the arguments break
     */
    public RevokeToken token(String tokenId, Long expiresAt, String reason) {
        long until = expiresAt == null ? endOfAll(clock.millis()) : expiresAt + skew.toMillis();
        return new RevokeToken(tokenId, until, reason);
    }

    /**
     * Revokes all tokens that a user was given until now.
     *
     * @param reason what the clients are told, or null
     * @throws IllegalArgumentException saying which rule the arguments break
     */
    public RevokeUser user(UserId user, String reason) {
        long now = clock.millis();
        return new RevokeUser(user, now, endOfAll(now), reason);
    }

    /** An issuer's clock may be ahead of this one when it issues a token, and behind when that ends. */
    private long endOfAll(long now) {
        return now + life.toMillis() + 2 * skew.toMillis();
    }
}
