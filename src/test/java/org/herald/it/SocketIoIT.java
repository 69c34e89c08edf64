package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.herald.Node;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.NodeProgram;
import org.herald.it.kit.Received;
import org.herald.it.kit.Rest;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.json.JSONObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of Socket.IO, as they are, in one room with one that speaks Herald's own protocol. */
@ExtendWith(ArquillianExtension.class)
class SocketIoIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    private static final JsonObject ONE = Json.createObjectBuilder().add("x", 1).build();

    private final String room = "socketio/" + UUID.randomUUID();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void sharesARoomWithTheNpmClient(String transports) throws Exception {
        Node.requirePackages();
        HeraldClient watcher = join("watcher");
        String user = "npm " + UUID.randomUUID();
        CompletableFuture<Void> program = CompletableFuture.runAsync(
                () -> NodeProgram.run("socketio-client.js", origin(), path(), Tokens.of(user), transports, room));

        watcher.inbox().await(said("hello from npm"));
        watcher.inbox().await(one -> one.is("message") && one.payload() != null && one.payload().length == 3);
        HeraldClient other = join("other");
        other.say(room, "hello from herald.v1");
        other.ack(
                "room.emit",
                room,
                Json.createObjectBuilder()
                        .add("name", "cursor")
                        .add("payload", ONE)
                        .build());
        Received pointer = watcher.inbox()
                .await(one ->
                        one.is("room.event") && one.data().getString("name").equals("pointer"));
        assertThat(pointer.data().getJsonObject("payload").getInt("x")).isEqualTo(2);
        assertThat(pointer.fromUser()).isEqualTo(user);
        watcher.inbox().await(said("all heard"));
        other.say(room, "goodbye");

        program.get(90, TimeUnit.SECONDS);
        watcher.inbox()
                .await(one -> one.is("room.user_left")
                        && one.data().getString("userId").equals(user));
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void sharesARoomWithTheJavaClient(String transports) throws Exception {
        HeraldClient watcher = join("watcher");
        String user = "java " + UUID.randomUUID();
        IO.Options options = IO.Options.builder()
                .setPath(path())
                .setTransports(transports.split(","))
                .setAuth(Map.of("token", Tokens.of(user)))
                .setForceNew(true)
                .setReconnection(false)
                .build();
        Socket socket = IO.socket(URI.create(origin()), options);
        BlockingQueue<JSONObject> heard = new LinkedBlockingQueue<>();
        CompletableFuture<JSONObject> joined = new CompletableFuture<>();
        socket.on("message", arguments -> heard.add((JSONObject) arguments[0]));
        socket.on(
                "connected",
                arguments -> socket.emit(
                        "join-room", new Object[] {room}, (Ack) reply -> joined.complete((JSONObject) reply[0])));
        try {
            socket.connect();
            assertThat(joined.get(30, TimeUnit.SECONDS).getString("position")).contains("-");
            socket.emit("message", new JSONObject(Map.of("roomId", room, "text", "hello from Java")));
            assertThat(watcher.inbox().await(said("hello from Java")).fromUser())
                    .isEqualTo(user);
            assertThat(heard.poll(30, TimeUnit.SECONDS).getString("text")).isEqualTo("hello from Java");
            byte[] bytes = {1, 2, 3};
            socket.emit("message.send", new JSONObject(Map.of("room", room, "content", bytes)));
            watcher.inbox().await(one -> one.is("message") && Arrays.equals(one.payload(), bytes));
            assertThat(heard.poll(30, TimeUnit.SECONDS).get("content")).isEqualTo(bytes);
            watcher.say(room, "hello from herald.v1");
            assertThat(heard.poll(30, TimeUnit.SECONDS).getString("text")).isEqualTo("hello from herald.v1");
        } finally {
            socket.disconnect();
        }
        watcher.inbox()
                .await(one -> one.is("room.user_left")
                        && one.data().getString("userId").equals(user));
    }

    @Test
    void endsAKickedClientForGoodAndSaysWhy() throws Exception {
        String user = "kicked " + UUID.randomUUID();
        IO.Options options = IO.Options.builder()
                .setPath(path())
                .setTransports(new String[] {"websocket"})
                .setAuth(Map.of("token", Tokens.of(user)))
                .setForceNew(true)
                .build();
        Socket socket = IO.socket(URI.create(origin()), options);
        CompletableFuture<Object> connected = new CompletableFuture<>();
        CompletableFuture<JSONObject> closed = new CompletableFuture<>();
        CompletableFuture<Object> disconnected = new CompletableFuture<>();
        socket.on("connected", arguments -> connected.complete(arguments[0]));
        socket.on("closed", arguments -> closed.complete((JSONObject) arguments[0]));
        socket.on("disconnect", arguments -> disconnected.complete(arguments[0]));
        try {
            socket.connect();
            connected.get(30, TimeUnit.SECONDS);
            new Rest(server, Tokens.of("boss", "herald-admin")).post("/admin/kick", Body.of("userId", user));
            assertThat(closed.get(30, TimeUnit.SECONDS).getInt("code")).isEqualTo(4003);
            assertThat(disconnected.get(30, TimeUnit.SECONDS)).isEqualTo("io server disconnect");
        } finally {
            socket.disconnect();
        }
    }

    private String origin() {
        return server.base().getScheme() + "://" + server.base().getAuthority();
    }

    private String path() {
        return server.base().getPath() + "/socket.io/";
    }

    private HeraldClient join(String name) {
        HeraldClient client = mine.add(HeraldClient.connect(server, Tokens.of(name + " " + UUID.randomUUID())));
        client.join(room);
        return client;
    }

    private static Predicate<Received> said(String text) {
        return one ->
                one.is("message") && one.payload() == null && one.content().equals(text);
    }
}
