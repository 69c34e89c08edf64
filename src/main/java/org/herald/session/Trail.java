package org.herald.session;

import java.util.Set;
import org.herald.audit.Audit;
import org.herald.audit.Fact;

/** What of connections has to be known afterwards. Safe for use by any thread. */
record Trail(Audit audit) {

    /** Refusals that tell of somebody who should not be here; the others are mistakes, or ours. */
    private static final Set<Refusal> GRAVE =
            Set.of(Refusal.UNAUTHORIZED, Refusal.FORBIDDEN_ORIGIN, Refusal.TOO_MANY_CONNECTIONS);

    void opened(ClientSession session) {
        if (!session.isFleeting()) {
            audit.note(about("connected", session).with("transport", session.transport()));
        }
    }

    void closed(ClientSession session, int code, String reason, long seconds) {
        if (!session.isFleeting()) {
            audit.note(about("disconnected", session)
                    .with("code", code)
                    .with("reason", reason)
                    .with("seconds", seconds));
        }
    }

    /** @param door by which somebody wanted to come in */
    void refused(String door, String address, Refusal refusal, String reason) {
        if (GRAVE.contains(refusal)) {
            audit.note(Fact.of("refused")
                    .with("door", door)
                    .with("address", address)
                    .with("code", refusal.code())
                    .with("reason", reason));
        }
    }

    /** Somebody who is in offered another token. */
    void refreshRefused(ClientSession session, String reason) {
        audit.note(about("refused", session)
                .with("door", "auth.refresh")
                .with("code", Refusal.UNAUTHORIZED.code())
                .with("reason", reason));
    }

    private static Fact about(String event, ClientSession session) {
        return Fact.of(event)
                .with("user", session.identity().user().value())
                .with("connection", session.id().value())
                .with("address", session.address());
    }
}
