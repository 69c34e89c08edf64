package org.herald.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Date;
import java.util.UUID;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Console;
import org.herald.it.kit.Ending;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.ManyNodes;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a management console sees and does on a running server. */
class ConsoleIT {

    private static final String NODE = "many-1";

    @AutoClose
    private final Belongings mine = new Belongings();

    private final Server first = ManyNodes.shared().first();
    private final Server second = ManyNodes.shared().second();
    private final Console console = mine.add(Console.of(first.process()));
    private final String own = UUID.randomUUID().toString();
    private final String alice = "alice-" + own;
    private final String room = "deep/" + own;

    @Test
    void showsTheNode() {
        HeraldClient client = connect(first, alice);
        client.roundTrip();

        assertThat(console.beans()).containsExactly("org.herald:node=many-1,type=Hub");
        assertThat(console.attribute(NODE, "Node")).isEqualTo(NODE);
        assertThat((String) console.attribute(NODE, "Version")).matches("[0-9]+[.].*");
        assertThat((Date) console.attribute(NODE, "StartedAt")).isInThePast();
        assertThat((int) console.attribute(NODE, "Connections")).isPositive();
        assertThat((int) console.attribute(NODE, "Rooms")).isPositive();
        assertThat((long) console.attribute(NODE, "MessagesIn")).isPositive();
        assertThat((long) console.attribute(NODE, "MessagesOut")).isGreaterThan(1);
        assertThat((boolean) console.attribute(NODE, "Draining")).isFalse();
        assertThat((boolean) console.attribute(NODE, "StoreUp")).isTrue();
        assertThat((double) console.attribute(NODE, "Load")).isBetween(0.0, 1.0);
        assertThat((String) console.attribute(NODE, "Writer")).isNotEmpty();
    }

    @Test
    void listsConnectionsRoomsAndNodesOfAllNodes() {
        HeraldClient there = connect(second, alice);
        there.join(room);

        assertThat(console.list(NODE, "listConnections", alice))
                .hasSize(1)
                .allMatch(row -> row.contains(there.connectionId()) && row.contains("\"many-2\""));
        assertThat(console.list(NODE, "listConnections", "")).isNotEmpty();
        assertThat(console.list(NODE, "listRooms", room)).hasSize(1).allMatch(row -> row.contains("\"members\":1"));
        assertThat(console.list(NODE, "listNodes")).hasSize(2);
    }

    @Test
    void ordersWhatRestOrders() {
        HeraldClient kicked = connect(second, alice);
        HeraldClient out = connect(second, "bob-" + own);
        out.join(room);
        String jti = UUID.randomUUID().toString();
        HeraldClient revoked = mine.add(
                HeraldClient.connect(second, Tokens.user("carol-" + own).id(jti).sign()));

        assertThat(console.call(NODE, "announce", "News " + own, "")).isInstanceOf(Integer.class);
        assertThat(kicked.inbox().await("notification").data()).isEqualTo(Body.of("title", "News " + own));
        assertThat(console.call(NODE, "kickUser", alice, "spam")).isEqualTo(1);
        assertThat(kicked.awaitEnding()).isEqualTo(new Ending(4003, "spam"));
        assertThat(console.call(NODE, "kickFromRoom", "bob-" + own, room, "")).isEqualTo(1);
        out.inbox().await("room.kicked");
        assertThat(console.call(NODE, "kickConnection", out.connectionId(), null))
                .isEqualTo(1);
        assertThat(out.awaitEnding().code()).isEqualTo(4003);
        assertThat(console.call(NODE, "revokeToken", jti, "")).isEqualTo(1);
        assertThat(revoked.awaitEnding().code()).isEqualTo(4001);
        assertThat(console.call(NODE, "revokeUser", "nobody-" + own, "")).isEqualTo(0);
        first.log().await("\"door\":\"jmx\",\"action\":\"kick\",\"user\":\"" + alice, Duration.ofSeconds(10));
    }

    @Test
    void drainsAndCancels() {
        HeraldClient client = connect(first, alice);
        try {
            assertThat((int) console.call(NODE, "drain", "PT1S")).isPositive();
            assertThat((boolean) console.attribute(NODE, "Draining")).isTrue();
            assertThat(client.awaitEnding().code()).isEqualTo(1012);
        } finally {
            console.call(NODE, "cancelDrain");
        }
        assertThat((boolean) console.attribute(NODE, "Draining")).isFalse();
        connect(first, alice).roundTrip();
    }

    @Test
    void saysWhichArgumentIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> console.call(NODE, "kickConnection", "", ""))
                .withMessageContaining("connectionId");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> console.call(NODE, "drain", "soon"))
                .withMessageContaining("time: must be an ISO-8601 duration");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> console.call(NODE, "kickFromRoom", alice, "", ""))
                .withMessageContaining("room");
    }

    private HeraldClient connect(Server server, String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
