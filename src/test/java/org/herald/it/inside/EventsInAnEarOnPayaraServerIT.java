package org.herald.it.inside;

import java.io.IOException;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.MicroProcess;
import org.herald.it.kit.Product;
import org.herald.it.kit.Redeployer;
import org.herald.it.kit.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The application is in an EAR with Herald. */
@Tag("payara-server")
class EventsInAnEarOnPayaraServerIT extends EventContract {

    private static final Belongings servers = new Belongings();
    private static Server server;

    @BeforeAll
    static void start() throws IOException {
        Redeployer domain = servers.add(Redeployer.start(MicroProcess.named("inside-ear")
                .on(Product.PAYARA_SERVER)
                .war(Applications.ear())
                .trustingTestTokens()));
        domain.deploy();
        server = domain.server();
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
