package org.herald.it.inside;

import static org.assertj.core.api.Assertions.assertThat;

import org.herald.it.kit.Asadmin;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.Product;
import org.herald.it.kit.Redeployer;
import org.herald.it.kit.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** With the broker that Payara Server brings. */
@Tag("payara-server")
class JmsOnPayaraServerIT extends JmsContract {

    private static final String QUEUE = "jms/herald-in";
    private static final String TOPIC = "jms/herald-out";
    private static final Belongings servers = new Belongings();
    private static Server server;

    @BeforeAll
    static void start() throws Exception {
        Redeployer domain = servers.add(Redeployer.start(HeraldNode.named("payara-jms")
                .on(Product.PAYARA_SERVER)
                .war(Applications.mail())
                .trustingTestTokens()
                .property("herald.namespaces", "orders")
                .property("herald.jms.queue", QUEUE)
                .property("herald.jms.topic", TOPIC)
                .property("herald.jms.namespaces", "orders")));
        server = domain.server();
        Asadmin.run(server, "create-jms-resource", "--restype=jakarta.jms.Queue", QUEUE);
        Asadmin.run(server, "create-jms-resource", "--restype=jakarta.jms.Topic", TOPIC);
        domain.deploy();
        assertThat(domain.deployed()).isTrue();
    }

    @AfterAll
    static void end() {
        servers.close();
    }

    @Override
    Post post() {
        return new Post(server, QUEUE, TOPIC);
    }
}
