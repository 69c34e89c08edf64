package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Product;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The writer that Herald chooses by itself, on a server whose inside it knows. */
class ShortWriterIT extends WriterContract {

    @Deployment(testable = false)
    @TargetsContainer("large")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void isTheOneOfTheServer() {
        String expected = Product.underTest() == Product.PAYARA_MICRO ? "tyrus" : "undertow";

        assertThat(server().log().has("written by the writer \"" + expected + '"'))
                .isTrue();
        assertThat(server().log().has("not one that is known")).isFalse();
        assertThat(server().log().has("not quite the one")).isFalse();
    }
}
