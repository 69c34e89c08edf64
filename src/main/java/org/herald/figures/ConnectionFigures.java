package org.herald.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.herald.hub.CloseCode;
import org.herald.hub.HubListener;

/** Who is there, how they came and how they went. */
final class ConnectionFigures implements HubListener {

    /** What doors call themselves; whatever else there may be is the last row. */
    private static final List<String> TRANSPORTS = List.of("websocket", "sse", "poll", "socket.io", "other");

    /** Refusals of the protocol's section 1; whatever else there may be is the last row. */
    private static final List<String> REFUSALS =
            List.of("bad_request", "unauthorized", "forbidden_origin", "too_many_connections", "unavailable", "other");

    /** Codes of RFC 6455 section 7.4.1 that end a connection without being sent by Herald. */
    private static final List<Integer> FOREIGN_CODES = List.of(1002, 1003, 1005, 1006, 1010);

    private final Counters open;
    private final Counters opened;
    private final Counters closed;
    private final Counters refused;
    private final Distribution roundTrip;
    private final Distribution highWater;

    /** The row of each close code; all others have the last one. Never changes. */
    private final Map<Integer, Integer> codes = new TreeMap<>();

    ConnectionFigures(Shelf shelf) {
        List<Map<String, String>> transports = Shelf.rows("transport", TRANSPORTS.toArray(String[]::new));
        open = shelf.levels("herald_connections", "Connections that are open.", transports);
        opened = shelf.counters("herald_connections_opened_total", "Connections that were opened.", transports);
        closed = shelf.counters(
                "herald_closes_total", "Connections that ended, by close code and who ended them.", endings());
        refused = shelf.counters(
                "herald_handshake_refusals_total",
                "Handshakes that were refused, by the code in the answer.",
                Shelf.rows("code", REFUSALS.toArray(String[]::new)));
        roundTrip = shelf.times("herald_round_trip_seconds", "Time from a ping to its pong.");
        highWater = shelf.sizes(
                "herald_outbox_high_water_bytes",
                "The most bytes that a connection's outbox held, told at its end.",
                1024,
                4096,
                16_384,
                65_536,
                262_144,
                1_048_576,
                4_194_304);
    }

    @Override
    public void connectionOpened(String transport) {
        open.increment(row(TRANSPORTS, transport));
        opened.increment(row(TRANSPORTS, transport));
    }

    @Override
    public void connectionClosed(String transport, int code, boolean byServer) {
        open.decrement(row(TRANSPORTS, transport));
        closed.increment(2 * codes.getOrDefault(code, codes.size()) + (byServer ? 1 : 0));
    }

    @Override
    public void handshakeRefused(String code) {
        refused.increment(row(REFUSALS, code));
    }

    @Override
    public void roundTrip(Duration time) {
        roundTrip.add(time.toNanos() / 1000);
    }

    @Override
    public void outboxHighWater(int bytes) {
        highWater.add(bytes);
    }

    /** The last one for what is not in the table. */
    private static int row(List<String> table, String name) {
        int row = table.indexOf(name);
        return row < 0 ? table.size() - 1 : row;
    }

    /** Two rows for each code: ended by the client, ended by the server. Fills {@link #codes}. */
    private List<Map<String, String>> endings() {
        List<Map<String, String>> rows = new ArrayList<>();
        Stream.concat(Stream.of(CloseCode.values()).map(CloseCode::code), FOREIGN_CODES.stream())
                .sorted()
                .forEach(code -> {
                    codes.put(code, codes.size());
                    addEnding(rows, code.toString());
                });
        addEnding(rows, "other");
        return rows;
    }

    private static void addEnding(List<Map<String, String>> rows, String code) {
        rows.add(Map.of("code", code, "by", "client"));
        rows.add(Map.of("code", code, "by", "server"));
    }
}
