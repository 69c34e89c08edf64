package org.herald.it.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The application is in the WAR of Herald. */
class EventsInOneWarIT extends EventContract {

    private static final Belongings servers = new Belongings();
    private static Server server;

    @BeforeAll
    static void start() throws IOException {
        server = servers.add(HeraldNode.named("inside-war")
                        .war(Applications.war())
                        .trustingTestTokens()
                        .property("herald.jms.queue", "java:/jms/queue/herald")
                        .start())
                .server();
    }

    @AfterAll
    static void end() {
        servers.close();
    }

    @Test
    void goesOnWhereThereIsNoJms() {
        assertThat(server.log().lines().stream().filter(line -> line.contains("org.herald.jms")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .containsAnyOf(
                        "This server has no JMS: the settings herald.jms.* have no effect",
                        "taking from the queue java:/jms/queue/herald does not work now, and is tried until it does");
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
