package org.herald.it;

import java.util.UUID;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.NodeProgram;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The JavaScript client in Node, against the real server. */
@ExtendWith(ArquillianExtension.class)
class JavaScriptClientIT {

    @ArquillianResource
    private Server server;

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void missesNothingWhileOneWayAfterTheOtherIsForbiddenAndAllowed() {
        NodeProgram.run("fallback-client.js", address(), Tokens.of(user()), Tokens.of(user()));
    }

    private String address() {
        return server.uri("/ws").toString();
    }

    private static String user() {
        return "node " + UUID.randomUUID();
    }
}
