package org.herald.session;

import java.time.Duration;
import java.util.Optional;
import org.herald.hub.CloseCode;
import org.herald.hub.Refused;
import org.herald.hub.UserId;
import org.herald.limits.KeyedRates;
import org.herald.limits.RateLimit;
import org.herald.protocol.Command;
import org.herald.protocol.Request;

/**
 * Holds one connection to its rates, and tells when it has ignored them, or sent broken frames, for too long. Used by one
 * thread at a time.
 */
final class Guard {

    private final KeyedRates<UserId> messages;
    private final RateLimit volatiles;
    private final RateLimit requests;
    private final Strikes strikes = new Strikes();
    private CloseCode verdict;

    /**
     * @param messages shared by all connections of the node, counted per user
     * @param volatiles of this connection
     * @param requests of this connection
     */
    Guard(KeyedRates<UserId> messages, RateLimit volatiles, RateLimit requests) {
        this.messages = messages;
        this.volatiles = volatiles;
        this.requests = requests;
    }

    /**
     * The command of a request, if it may be carried out now.
     *
     * @throws Refused {@code rate_limited}, or why there is no command in it
     */
    Command admit(Request request, UserId user) {
        verdict = null;
        requireRate(request.kind(), user);
        try {
            Command command = request.command();
            strikes.soundFrame();
            return command;
        } catch (Refused refused) {
            if (!refused.code().brokenFrame()) {
                strikes.soundFrame();
            } else if (strikes.brokenFrame()) {
                verdict = CloseCode.POLICY;
            }
            throw refused;
        }
    }

    /** How the connection has to end after what was last admitted, if it has. */
    Optional<CloseCode> verdict() {
        return Optional.ofNullable(verdict);
    }

    private void requireRate(Command.Kind kind, UserId user) {
        Duration wait = switch (kind) {
            case MESSAGE -> messages.tryTake(user);
            case VOLATILE -> volatiles.tryTake();
            case REQUEST -> requests.tryTake();
        };
        if (wait.isZero()) {
            strikes.withinRate(kind);
            return;
        }
        if (strikes.overRate(kind)) {
            verdict = CloseCode.RATE_LIMIT_IGNORED;
        }
        throw Refused.rateLimited("too many requests of this kind", wait);
    }
}
