package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.herald.it.kit.HeraldWar;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The writer for any Jakarta server. */
class PortableWriterIT extends WriterContract {

    @Deployment(testable = false)
    @TargetsContainer("portable")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void isTheOneThatWasAskedFor() {
        assertThat(server().log().has("written by the writer \"portable\"")).isTrue();
    }
}
