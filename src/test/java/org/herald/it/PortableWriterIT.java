package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Server;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The writer for any Jakarta server. */
@ExtendWith(ArquillianExtension.class)
class PortableWriterIT extends WriterContract {

    @ArquillianResource
    private Server server;

    @Deployment(testable = false)
    @TargetsContainer("portable")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Override
    Server server() {
        return server;
    }

    @Test
    void isTheOneThatWasAskedFor() {
        assertThat(server().log().has("written by the writer \"portable\"")).isTrue();
    }
}
