package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.herald.broker.ConnectionQuery;
import org.herald.broker.ConnectionRow;
import org.herald.broker.ControlMessage.KickConnection;
import org.herald.broker.RoomQuery;
import org.herald.broker.RoomRow;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What administrators see of the connections of one node. */
class SurveyTest {

    private static final RoomName GENERAL = new RoomName("general");

    private final TestNode node = new TestNode(Map.of());

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void describesAConnection() {
        long openedAt = node.clock().millis();
        Visitor alice = node.open("alice");
        alice.join("general");
        alice.say("{'event':'message.send','id':'1','room':'general','data':{'content':'x'}}");

        ConnectionRow row = rows(everything()).get(0);
        assertThat(row.connection()).isEqualTo(alice.id());
        assertThat(row.user()).isEqualTo(new UserId("alice"));
        assertThat(row.node()).isEqualTo("n1");
        assertThat(row.origin()).isEqualTo(new ConnectionRow.Origin("10.0.0.1", "websocket", openedAt));
        assertThat(row.seats()).isEqualTo(new ConnectionRow.Seats(List.of(new RoomName("@alice"), GENERAL), 2));
        assertThat(row.flow()).isEqualTo(new ConnectionRow.Flow(-1, 0, 2, 4));
    }

    @Test
    void tellsTheLastRoundTripAndWhatWaits() {
        FakeSocket socket = new FakeSocket();
        Visitor alice = node.open(TestNode.identity("alice"), false, socket);
        node.advance(Duration.ofSeconds(31));
        node.clock().advance(Duration.ofMillis(40));
        alice.line().pong(socket.pings().get(0));
        socket.byHand();
        alice.join("general");

        ConnectionRow.Flow flow = rows(everything()).get(0).flow();
        assertThat(flow.rttMs()).isBetween(40L, 2000L);
        assertThat(flow.outboxBytes()).isPositive();
    }

    @Test
    void findsByUserRoomAndNode() {
        Visitor alice = node.open("alice");
        Visitor bob = node.open("bob");
        bob.join("general");

        assertThat(ids(new ConnectionQuery(new UserId("alice"), null, null, null, 10)))
                .containsExactly(alice.id().value());
        assertThat(ids(new ConnectionQuery(null, GENERAL, null, null, 10)))
                .containsExactly(bob.id().value());
        assertThat(ids(new ConnectionQuery(null, GENERAL, "n1", null, 10)))
                .containsExactly(bob.id().value());
        assertThat(ids(new ConnectionQuery(null, null, "n2", null, 10))).isEmpty();
    }

    @Test
    void goesThroughAllConnectionsPageByPageWhileTheyComeAndGo() {
        for (int i = 0; i < 5; i++) {
            node.open("user" + i);
        }
        List<ConnectionRow> first = rows(new ConnectionQuery(null, null, null, null, 2));
        assertThat(first).hasSize(2);
        assertThat(node.sessions().connections(everything()).more()).isFalse();
        node.sessions().obey(new KickConnection(first.get(1).connection(), null));

        List<ConnectionRow> rest =
                rows(new ConnectionQuery(null, null, null, first.get(1).place(), 10));
        assertThat(rest).hasSize(3).noneMatch(first::contains);
        assertThat(ids(new ConnectionQuery(
                        null,
                        null,
                        null,
                        new ConnectionQuery.Place("n0", first.get(0).connection()),
                        10)))
                .as("of a node before this one")
                .hasSize(4);
        assertThat(ids(new ConnectionQuery(
                        null,
                        null,
                        null,
                        new ConnectionQuery.Place("n2", first.get(0).connection()),
                        10)))
                .as("of a node behind this one")
                .isEmpty();
    }

    @Test
    void listsTheRoomsThatHaveMembers() {
        Visitor alice = node.open("alice");
        node.open("bob").join("general");
        alice.join("general");
        alice.join("ops/alerts");
        alice.say("{'event':'room.leave','room':'ops/alerts'}");

        assertThat(node.sessions().rooms(new RoomQuery("", null, 10)).rows())
                .containsExactly(
                        new RoomRow(new RoomName("@alice"), 1),
                        new RoomRow(new RoomName("@bob"), 1),
                        new RoomRow(GENERAL, 2));
        assertThat(node.sessions()
                        .rooms(new RoomQuery("@", new RoomName("@alice"), 10))
                        .rows())
                .containsExactly(new RoomRow(new RoomName("@bob"), 1));
    }

    private static ConnectionQuery everything() {
        return new ConnectionQuery(null, null, null, null, 1000);
    }

    private List<ConnectionRow> rows(ConnectionQuery query) {
        return node.sessions().connections(query).rows();
    }

    private List<String> ids(ConnectionQuery query) {
        return rows(query).stream().map(row -> row.connection().value()).toList();
    }
}
