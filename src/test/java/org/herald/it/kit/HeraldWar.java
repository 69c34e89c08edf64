package org.herald.it.kit;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR that Maven has built: integration tests take it as it is. */
public final class HeraldWar {

    private HeraldWar() {}

    public static WebArchive built() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/herald.war"));
    }
}
