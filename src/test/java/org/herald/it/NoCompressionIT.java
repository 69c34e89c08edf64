package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.HttpAnswer;
import org.herald.it.kit.Route;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.herald.it.kit.WebSocketWire;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing is compressed where {@code herald.compression} is off, as it is by default, even if the server could. */
@ExtendWith(ArquillianExtension.class)
class NoCompressionIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void negotiatesNoExtension() throws IOException {
        WebSocketWire wire = mine.add(WebSocketWire.dial(Route.to(server)));

        HttpAnswer answer = wire.shake(Handshake.with(server)
                .bearer(Tokens.of("uncompressed"))
                .header("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits"));

        assertThat(answer.upgraded()).isTrue();
        assertThat(answer.header("Sec-WebSocket-Extensions")).isEmpty();
        assertThat(wire.readText()).contains("\"connected\"");
    }
}
