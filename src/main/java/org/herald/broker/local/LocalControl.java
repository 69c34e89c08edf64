package org.herald.broker.local;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.herald.broker.Control;
import org.herald.broker.ControlMessage;
import org.herald.broker.RevokedTokens;

/** Every node is this one: it obeys on the calling thread. */
final class LocalControl implements Control {

    private final Lifetime lifetime;
    private final Deliveries deliveries;
    private final RevokedTokens revoked = new RevokedTokens();

    LocalControl(Lifetime lifetime, Deliveries deliveries) {
        this.lifetime = lifetime;
        this.deliveries = deliveries;
    }

    @Override
    public CompletionStage<Outcome> send(ControlMessage message) {
        return lifetime.answer(() -> {
            if (message instanceof ControlMessage.Revocation revocation) {
                revoked.add(revocation);
            }
            return new Outcome(deliveries.order(message), List.of());
        });
    }

    RevokedTokens revoked() {
        return revoked;
    }
}
