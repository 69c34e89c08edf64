package org.herald.it.inside;

import java.io.IOException;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.MicroProcess;
import org.herald.it.kit.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The application is in the WAR of Herald. */
class EventsInOneWarIT extends EventContract {

    private static final Belongings servers = new Belongings();
    private static Server server;

    @BeforeAll
    static void start() throws IOException {
        server = servers.add(MicroProcess.named("inside-war")
                        .war(Applications.war())
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
        return Shop.on(server, "/herald");
    }
}
