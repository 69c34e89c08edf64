package org.herald.it;

import org.herald.it.kit.Claims;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Server;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever these tests are run on is in the README. */
@Tag("newer-jdk")
@ExtendWith(ArquillianExtension.class)
class ClaimsIT {

    @ArquillianResource
    private Server server;

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void theReadmeSaysWhatItWasTestedOn() {
        Claims.assertMade(server);
    }
}
