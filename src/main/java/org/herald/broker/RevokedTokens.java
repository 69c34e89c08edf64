package org.herald.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.herald.broker.ControlMessage.Revocation;
import org.herald.broker.ControlMessage.RevokeToken;
import org.herald.broker.ControlMessage.RevokeUser;
import org.herald.hub.Identity;
import org.herald.hub.UserId;

/** Revocations in memory: all there is of a node alone, and the view of a node among others. Safe for use by any thread. */
public final class RevokedTokens implements Revocations {

    private final Map<String, RevokeToken> tokens = new ConcurrentHashMap<>();
    private final Map<UserId, RevokeUser> users = new ConcurrentHashMap<>();

    /**
     * Remembers a revocation.
     *
     * @return whether there are tokens that were good until now
     */
    public boolean add(Revocation revocation) {
        if (revocation instanceof RevokeToken token) {
            RevokeToken before = tokens.get(token.tokenId());
            tokens.merge(token.tokenId(), token, (old, now) -> now.until() > old.until() ? now : old);
            return before == null;
        }
        RevokeUser user = (RevokeUser) revocation;
        RevokeUser before = users.get(user.user());
        users.merge(user.user(), user, RevokedTokens::both);
        return before == null || before.issuedUntil() < user.issuedUntil();
    }

    @Override
    public boolean isRevoked(Identity identity) {
        if (identity.tokenId() != null && tokens.containsKey(identity.tokenId())) {
            return true;
        }
        RevokeUser user = users.get(identity.user());
        return user != null && covers(user, identity);
    }

    /** All that is remembered. */
    public Collection<Revocation> all() {
        List<Revocation> all = new ArrayList<>(tokens.values());
        all.addAll(users.values());
        return all;
    }

    /** Forgets what needs not be remembered any more. */
    public void forget(long now) {
        tokens.values().removeIf(token -> token.until() <= now);
        users.values().removeIf(user -> user.until() <= now);
    }

    private static RevokeUser both(RevokeUser old, RevokeUser now) {
        return new RevokeUser(
                now.user(),
                Math.max(old.issuedUntil(), now.issuedUntil()),
                Math.max(old.until(), now.until()),
                now.reason());
    }

    private static boolean covers(RevokeUser order, Identity identity) {
        boolean login = identity.expiresAt() == null;
        return identity.issuedAt() == null ? !login : identity.issuedAt() <= order.issuedUntil();
    }
}
