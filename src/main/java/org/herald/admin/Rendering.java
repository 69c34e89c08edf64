package org.herald.admin;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.herald.broker.ConnectionRow;
import org.herald.broker.Control.Outcome;
import org.herald.broker.NodeState;
import org.herald.broker.Presence;
import org.herald.cluster.Listing;
import org.herald.cluster.RoomReport;
import org.herald.cluster.RoomSummary;
import org.herald.config.Rate;
import org.herald.hub.RoomName;
import org.herald.limits.LimitSettings;

/** What is known, as JSON text (docs/protocol.md, section 6). What is not known is left out. */
final class Rendering {

    private Rendering() {}

    static String nodes(List<NodeState> nodes) {
        return array(nodes, Rendering::node).build().toString();
    }

    static String connections(Listing<ConnectionRow> page) {
        return page("connections", page, Rendering::connection);
    }

    static String rooms(Listing<RoomSummary> page) {
        return page("rooms", page, Rendering::summary);
    }

    static String room(RoomReport report) {
        RoomReport.History history = report.history();
        JsonObjectBuilder kept = Json.createObjectBuilder().add("events", history.events());
        if (history.oldest() != null) {
            kept.add("oldest", history.oldest().toString());
        }
        kept.add("size", history.size()).add("ttlMs", history.ttl().toMillis());
        JsonObjectBuilder room = Json.createObjectBuilder()
                .add("room", report.summary().room().value())
                .add("members", array(report.members().list(), Rendering::member))
                .add("truncated", report.members().truncated())
                .add("connections", report.summary().connections())
                .add("position", report.summary().position().toString())
                .add("history", kept);
        return silent(room, report.silent());
    }

    /** @param count what the connections that it concerned are called */
    static String outcome(String count, Outcome outcome) {
        return silent(Json.createObjectBuilder().add(count, outcome.connections()), outcome.silent());
    }

    static String limits(LimitSettings limits) {
        return Json.createObjectBuilder()
                .add("messageSize", limits.messages().maxBytes())
                .add("jsonDepth", limits.messages().maxDepth())
                .add("connections", limits.connections().perNode())
                .add("connectionsPerUser", limits.connections().perUser())
                .add("roomsPerConnection", limits.connections().rooms())
                .add("handshakesPerAddress", rate(limits.rates().handshakes()))
                .add("messages", rate(limits.rates().messages()))
                .add("volatile", rate(limits.rates().volatiles()))
                .add("requests", rate(limits.rates().requests()))
                .build()
                .toString();
    }

    static JsonObjectBuilder connection(ConnectionRow row) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("connectionId", row.connection().value())
                .add("userId", row.user().value())
                .add("node", row.node())
                .add("address", row.origin().address())
                .add("transport", row.origin().transport())
                .add("openedAt", row.origin().openedAt())
                .add("rooms", names(row.seats().rooms()))
                .add("roomCount", row.seats().count());
        if (row.flow().rttMs() >= 0) {
            json.add("rttMs", row.flow().rttMs());
        }
        return json.add("outboxBytes", row.flow().outboxBytes())
                .add("in", row.flow().in())
                .add("out", row.flow().out());
    }

    static JsonObjectBuilder summary(RoomSummary room) {
        return Json.createObjectBuilder()
                .add("room", room.room().value())
                .add("members", room.members())
                .add("connections", room.connections())
                .add("position", room.position().toString());
    }

    static JsonObjectBuilder node(NodeState node) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("node", node.node())
                .add("version", node.version())
                .add("startedAt", node.startedAt())
                .add("connections", node.connections())
                .add("rooms", node.rooms())
                .add("draining", node.draining());
        return node.load() < 0 ? json : json.add("load", Math.round(node.load() * 1000) / 1000.0);
    }

    private static JsonObjectBuilder member(Presence.Entry member) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("userId", member.user().value())
                .add("connections", member.connections())
                .add("status", member.status().kind().name().toLowerCase(Locale.ROOT))
                .add("since", member.since());
        return member.status().text() == null
                ? json
                : json.add("text", member.status().text());
    }

    private static JsonObjectBuilder rate(Rate rate) {
        return Json.createObjectBuilder()
                .add("count", rate.count())
                .add("periodMs", rate.period().toMillis());
    }

    private static <T> String page(String name, Listing<T> page, Function<T, JsonObjectBuilder> row) {
        JsonObjectBuilder json = Json.createObjectBuilder().add(name, array(page.rows(), row));
        if (page.cursor() != null) {
            json.add("cursor", page.cursor());
        }
        return silent(json, page.silent());
    }

    private static String silent(JsonObjectBuilder json, List<String> nodes) {
        return json.add("silent", Json.createArrayBuilder(nodes)).build().toString();
    }

    private static <T> JsonArrayBuilder array(Collection<T> all, Function<T, JsonObjectBuilder> one) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        all.forEach(each -> array.add(one.apply(each)));
        return array;
    }

    private static JsonArrayBuilder names(List<RoomName> rooms) {
        return Json.createArrayBuilder(rooms.stream().map(RoomName::value).toList());
    }
}
