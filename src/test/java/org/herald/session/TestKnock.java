package org.herald.session;

import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.herald.auth.RequestView;

/** A handshake as a browser makes it, to be changed by a test. */
final class TestKnock {

    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String method = "GET";
    private String peer = "192.0.2.7";
    private String host = "chat.example.com";
    private String query;
    private Principal login;

    TestKnock() {
        header("Upgrade", "websocket");
        header("Connection", "keep-alive, Upgrade");
        header("Sec-WebSocket-Version", "13");
        header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    }

    TestKnock header(String name, String value) {
        headers.put(name, List.of(value));
        return this;
    }

    TestKnock another(String name, String value) {
        List<String> values = new ArrayList<>(headers.getOrDefault(name, List.of()));
        values.add(value);
        headers.put(name, values);
        return this;
    }

    TestKnock without(String name) {
        headers.remove(name);
        return this;
    }

    TestKnock token(String token) {
        return header("Authorization", "Bearer " + token);
    }

    TestKnock method(String used) {
        method = used;
        return this;
    }

    TestKnock from(String address) {
        peer = address;
        return this;
    }

    TestKnock host(String asked) {
        host = asked;
        return this;
    }

    TestKnock query(String raw) {
        query = raw;
        return this;
    }

    TestKnock login(String name) {
        login = () -> name;
        return this;
    }

    Knock made() {
        return new Knock(new View(headers, query), method, peer, "https", host, login, "herald-admin"::equals);
    }

    private record View(Map<String, List<String>> lines, String rawQuery) implements RequestView {
        @Override
        public List<String> headers(String name) {
            return lines.getOrDefault(name, List.of());
        }
    }
}
