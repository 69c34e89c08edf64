package org.herald.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.herald.hub.ConnectionId;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import org.junit.jupiter.api.Test;

/** {@link Directory}. */
public abstract class DirectoryContract extends BrokerContract {

    private static final ConnectionRow ALICES = row(ALICE, "n", A1, ROOM, OTHER_ROOM);
    private static final ConnectionRow BOBS = row(BOB, "n", B1, ROOM);

    /** A connection as a node shows it. */
    public static ConnectionRow row(UserId user, String node, ConnectionId id, RoomName... rooms) {
        return new ConnectionRow(
                id,
                user,
                node,
                new ConnectionRow.Origin("2001:db8::1", "websocket", 1_700_000_000_123L),
                new ConnectionRow.Seats(List.of(rooms), rooms.length + 200),
                new ConnectionRow.Flow(-1, 17, 5_000_000_000L, 3));
    }

    @Test
    void listsThisNodeAsItIs() {
        NodeState now = new NodeState("n", "1.2.3", 1_700_000_000_123L, 17, 4, true, 0.25);
        node.says(now);
        of(broker.control().send(new ControlMessage.Drain(null, null)));

        eventually()
                .untilAsserted(() -> assertThat(of(broker.directory().nodes())).containsExactly(now));
    }

    @Test
    void showsEveryConnectionWhole() {
        node.shows(ALICES, BOBS);

        assertThat(found(new ConnectionQuery(null, null, null, null, 10))).containsExactly(ALICES, BOBS);
    }

    @Test
    void findsConnectionsByUserRoomAndNode() {
        node.shows(ALICES, BOBS);

        assertThat(found(new ConnectionQuery(BOB, null, null, null, 10))).containsExactly(BOBS);
        assertThat(found(new ConnectionQuery(null, OTHER_ROOM, null, null, 10))).containsExactly(ALICES);
        assertThat(found(new ConnectionQuery(BOB, ROOM, "n", null, 10))).containsExactly(BOBS);
        assertThat(found(new ConnectionQuery(BOB, OTHER_ROOM, "n", null, 10))).isEmpty();
        assertThat(found(new ConnectionQuery(null, null, "elsewhere", null, 10)))
                .isEmpty();
    }

    @Test
    void goesOnWhereItWas() {
        node.shows(ALICES, BOBS);
        Directory.Gathered<ConnectionRow> first =
                of(broker.directory().connections(new ConnectionQuery(null, null, null, null, 1)));

        assertThat(first.excerpts()).containsExactly(new Excerpt<>(List.of(ALICES), true));
        assertThat(found(new ConnectionQuery(null, null, null, ALICES.place(), 1)))
                .containsExactly(BOBS);
    }

    @Test
    void answersWithNoMoreThanFitsIntoOneMessage() {
        RoomName[] many = IntStream.range(0, 100)
                .mapToObj(i -> new RoomName("a".repeat(120) + i))
                .toArray(RoomName[]::new);
        IntStream.range(0, 200).forEach(i -> node.shows(row(ALICE, "n", new ConnectionId("c-" + i), many)));

        Excerpt<ConnectionRow> excerpt = of(broker.directory()
                        .connections(new ConnectionQuery(null, null, null, null, ConnectionQuery.MOST)))
                .excerpts()
                .get(0);

        assertThat(excerpt.more()).isTrue();
        assertThat(excerpt.rows()).hasSizeBetween(10, 100);
    }

    @Test
    void listsRooms() {
        RoomRow general = new RoomRow(ROOM, 3);
        RoomRow ops = new RoomRow(OTHER_ROOM, 1);
        node.shows(general, ops);

        assertThat(rooms(new RoomQuery("", null, 10))).containsExactly(general, ops);
        assertThat(rooms(new RoomQuery("op", null, 10))).containsExactly(ops);
        assertThat(rooms(new RoomQuery("", ROOM, 10))).containsExactly(ops);
        assertThat(rooms(new RoomQuery("nowhere", null, 10))).isEmpty();
    }

    private List<ConnectionRow> found(ConnectionQuery query) {
        Directory.Gathered<ConnectionRow> gathered = of(broker.directory().connections(query));
        assertThat(gathered.silent()).isEmpty();
        return gathered.excerpts().stream()
                .flatMap(excerpt -> excerpt.rows().stream())
                .toList();
    }

    private List<RoomRow> rooms(RoomQuery query) {
        return of(broker.directory().rooms(query)).excerpts().stream()
                .flatMap(excerpt -> excerpt.rows().stream())
                .toList();
    }
}
