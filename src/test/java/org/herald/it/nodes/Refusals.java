package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.herald.it.kit.HandshakeRefused;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.Server;

/** How handshakes are refused. */
final class Refusals {

    private Refusals() {}

    /** The status that a handshake is refused with, which has to be. */
    static int status(Server server, String token) {
        HandshakeRefused refused = catchThrowableOfType(
                HandshakeRefused.class,
                () -> HeraldClient.connect(server, token).close());
        if (refused == null) {
            throw new AssertionError(server.name() + " lets in whom it should not");
        }
        return refused.answer().status();
    }
}
