package org.herald.session;

import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.herald.auth.FoundToken;
import org.herald.auth.Roles;
import org.herald.auth.TokenPrincipal;
import org.herald.auth.TokenSource;
import org.herald.auth.TokenSources;
import org.herald.hub.ErrorCode;
import org.herald.hub.Identity;
import org.herald.hub.Refused;
import org.herald.hub.UserId;

/** Finds out who knocks: by the container's login, where that is believed, or by a token. */
public final class Credentials {

    private final TokenSources sources;
    private final Tokens tokens;
    private final boolean containerLogins;
    private final Set<String> roles;

    /**
     * @param containerLogins whether a login of the container is taken as it is ({@code herald.auth.container})
     * @param roles those that the configuration names: a container tells only whether a user has a given one
     */
    public Credentials(TokenSources sources, Tokens tokens, boolean containerLogins, Set<String> roles) {
        this.sources = sources;
        this.tokens = tokens;
        this.containerLogins = containerLogins;
        this.roles = Stream.concat(roles.stream(), Roles.ALL.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param principal for the container
     */
    record Known(Identity identity, Principal principal) {}

    /**
     * @return empty for a stranger who may say later
     * @throws Refused {@code unauthorized} for everyone else without a good token; {@code unavailable} when there is no
     *     key to verify one with
     */
    Optional<Known> identify(Knock knock) {
        if (containerLogins && knock.login() != null) {
            return Optional.of(new Known(login(knock.login(), knock.roles()), knock.login()));
        }
        Optional<FoundToken> token = sources.find(knock.request());
        if (token.isEmpty() && !sources.allowFirstMessage()) {
            throw Refused.because(ErrorCode.UNAUTHORIZED, "there is no token");
        }
        return token.map(this::known);
    }

    /**
     * Who makes a request that is no handshake: never a stranger.
     *
     * @param ambient whether what a browser sends along by itself counts, a login of the container or a cookie
     * @throws Refused {@code unauthorized} without a good token; {@code unavailable} when there is no key to verify one with
     * @throws HandshakeRefused {@code forbidden_origin} when there is only what does not count
     */
    Known identifyCaller(Knock knock, boolean ambient) {
        boolean login = containerLogins && knock.login() != null;
        if (login && ambient) {
            return new Known(login(knock.login(), knock.roles()), knock.login());
        }
        Optional<FoundToken> token = sources.findPlain(knock.request());
        boolean cookie =
                token.filter(found -> found.source() == TokenSource.COOKIE).isPresent();
        if (!ambient && (cookie || login && token.isEmpty())) {
            throw new HandshakeRefused(
                    Refusal.FORBIDDEN_ORIGIN,
                    "a cookie or login counts only where the Origin says whose page asks",
                    null);
        }
        return known(token.orElseThrow(() -> Refused.because(ErrorCode.UNAUTHORIZED, "there is no token")));
    }

    private Known known(FoundToken found) {
        TokenPrincipal principal = new TokenPrincipal(tokens.verify(found.token()));
        return new Known(principal.identity(), principal);
    }

    private Identity login(Principal login, Predicate<String> hasRole) {
        try {
            UserId user = new UserId(login.getName());
            if (user.equals(UserId.SERVER)) {
                throw Refused.because(ErrorCode.UNAUTHORIZED, "the login's name is the server's own");
            }
            Set<String> held = roles.stream().filter(hasRole).collect(Collectors.toUnmodifiableSet());
            return new Identity(user, held, Identity.Grants.NONE, null, null, null);
        } catch (IllegalArgumentException e) {
            throw Refused.because(ErrorCode.UNAUTHORIZED, "the login's name cannot be used: " + e.getMessage());
        }
    }
}
