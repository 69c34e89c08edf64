package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.HandshakeRefused;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldNode;
import org.herald.it.kit.Management;
import org.herald.it.kit.Product;
import org.herald.it.kit.Received;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** WildFly can be suspended and resumed: Herald says goodbye, and serves again. */
@Tag("wildfly")
class SuspendIT {

    @AutoClose
    private final Belongings mine = new Belongings();

    @Test
    void saysGoodbyeToEveryoneAndServesAgainWhenTheServerDoes() {
        HeraldNode process = mine.add(HeraldNode.named("suspended")
                .on(Product.WILDFLY)
                .trustingTestTokens()
                .start());
        Management management = new Management(process.server());
        List<HeraldClient> clients = IntStream.range(0, 20)
                .mapToObj(i -> connect(process.server(), "suspended-" + i))
                .toList();
        clients.get(0).join("suspended/room");
        clients.get(0).say("suspended/room", "kept");

        management.suspend();

        for (HeraldClient client : clients) {
            assertThat(client.awaitEnding().code()).isEqualTo(1012);
            List<Received> all = client.inbox().all();
            assertThat(all.get(all.size() - 1).event()).isEqualTo("server.draining");
        }
        assertThat(catchThrowableOfType(HandshakeRefused.class, () -> connect(process.server(), "early"))
                        .status())
                .isEqualTo(503);

        management.resume();

        HeraldClient back = connect(process.server(), "suspended-0");
        back.join("suspended/room");
        assertThat(back.ack("room.history", "suspended/room").getJsonArray("events"))
                .hasSize(1);
        assertThat(process.log().text()).doesNotContain("WFLYEE0110");
    }

    private HeraldClient connect(Server server, String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
