package org.herald.it.inside;

import java.io.IOException;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.Product;
import org.herald.it.kit.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The application is in an EAR with Herald. */
@Tag("wildfly")
class EventsInAnEarOnWildFlyIT extends EventContract {

    private static final Belongings servers = new Belongings();
    private static Server server;

    @BeforeAll
    static void start() throws IOException {
        server = servers.add(HeraldNode.named("inside-ear")
                        .on(Product.WILDFLY)
                        .war(Applications.ear())
                        .trustingTestTokens()
                        .start())
                .server();
    }

    @AfterAll
    static void end() {
        servers.close();
    }

    @Override
    Server server() {
        return server;
    }

    @Override
    Shop shop() {
        return Shop.on(server, "/shop");
    }
}
