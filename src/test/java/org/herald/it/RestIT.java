package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Received;
import org.herald.it.kit.Rest;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The resources below {@code /herald/api}: the same rooms, for callers without a connection. */
@Tag("newer-jdk")
@ExtendWith(ArquillianExtension.class)
class RestIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private final String room = "rest/deeper/" + UUID.randomUUID();
    private final String messages = "/rooms/" + room + "/messages";

    private Rest rest(String user, String... groups) {
        return new Rest(server, Tokens.of(user, groups));
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }

    private static JsonObject content(String text) {
        return Body.of("content", text);
    }

    @Test
    void publishesToThoseInTheRoomAndSaysWhereTheMessageIs() {
        HeraldClient bob = connect("bob");
        bob.join(room);

        Rest.Answer sent = rest("alice").post(messages, content("hello"));

        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.header("Content-Type")).isEqualTo("application/json");
        assertThat(sent.header("Cache-Control")).isEqualTo("no-store");
        assertThat(sent.json().getBoolean("duplicate")).isFalse();
        Received heard = bob.inbox().await("message");
        assertThat(heard.eventId()).isEqualTo(sent.json().getString("eventId"));
        assertThat(heard.envelope().getJsonNumber("ts")).isEqualTo(sent.json().getJsonNumber("ts"));
        assertThat(heard.envelope().getJsonObject("from")).isEqualTo(Body.of("userId", "alice"));
        assertThat(heard.data()).isEqualTo(content("hello"));

        String location = sent.header("Location");
        assertThat(location).isEqualTo("/herald/api" + messages + "/" + heard.eventId());
        Rest.Answer read = rest("carol").get(location.substring("/herald/api".length()));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json()).isEqualTo(heard.envelope());
    }

    @Test
    void carriesATrace() {
        HeraldClient bob = connect("bob");
        bob.join(room);
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        rest("alice").post(messages, content("traced"), "traceparent", trace);
        rest("alice").post(messages, content("not traced"), "traceparent", "nonsense");

        assertThat(bob.inbox().await(2, "message").get(0).envelope().getString("traceparent"))
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-");
        assertThat(bob.inbox().all("message").get(1).envelope()).doesNotContainKey("traceparent");
    }

    @Test
    void deliversARepeatedRequestOnceWhicheverDoorItComesBy() {
        HeraldClient alice = connect("alice");
        alice.join(room);
        JsonObject body = Body.of("id", "m-1", "content", "once");
        JsonObject first = rest("alice").post(messages, body).json();

        Rest.Answer second = rest("alice").post(messages, body);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json().getBoolean("duplicate")).isTrue();
        assertThat(second.json().getString("eventId")).isEqualTo(first.getString("eventId"));
        Received ack =
                alice.requestAs("m-1", "message.send", room, content("once")).join();
        assertThat(ack.data().getBoolean("duplicate")).isTrue();
        assertThat(rest("bob").post(messages, body).json().getBoolean("duplicate"))
                .isFalse();
        assertThat(rest("alice").get(messages).json().getJsonArray("events")).hasSize(2);
    }

    @Test
    void answersHistoryAsTheSocketDoes() {
        HeraldClient bob = connect("bob");
        String beginning = bob.join(room).getString("position");
        for (int i = 1; i <= 5; i++) {
            rest("alice").post(messages, Body.of("content", Body.of("n", i)));
        }
        JsonObject all = bob.ack("room.history", room);

        assertThat(rest("alice").get(messages).json()).isEqualTo(all);
        assertThat(rest("alice").get(messages + "?limit=2&reverse=true").json())
                .isEqualTo(bob.ack("room.history", room, Body.of("limit", 2, "reverse", true)));
        String third = all.getJsonArray("events").getJsonObject(2).getString("eventId");
        JsonObject rest = rest("alice").get(messages + "?since=" + third).json();
        assertThat(rest).isEqualTo(bob.ack("room.history", room, Body.of("since", third)));
        assertThat(rest.getBoolean("complete")).isTrue();
        assertThat(rest("alice")
                        .get(messages + "?since=" + beginning + "&limit=3")
                        .json()
                        .getBoolean("complete"))
                .isFalse();
    }

    @Test
    void saysThatHistoryIsAsItWas() {
        rest("alice").post(messages, content("one"));
        Rest.Answer first = rest("alice").get(messages);
        String tag = first.header("ETag");

        Rest.Answer second = rest("alice").get(messages, "If-None-Match", "W/\"x\", " + tag);
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.header("ETag")).isEqualTo(tag);
        assertThat(first.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(first.response().headers().allValues("Vary").toString()).contains("Origin", "Authorization");

        rest("alice").post(messages, content("two"));
        Rest.Answer third = rest("alice").get(messages, "If-None-Match", tag);
        assertThat(third.status()).isEqualTo(200);
        assertThat(third.header("ETag")).isNotEqualTo(tag);
    }

    @Test
    void listsWhoIsThere() {
        HeraldClient bob = connect("bob");
        bob.join(room);

        Rest.Answer members = rest("alice").get("/rooms/" + room + "/members");

        assertThat(members.status()).isEqualTo(200);
        assertThat(members.json()).isEqualTo(bob.ack("room.members", room));
        assertThat(rest("alice").get("/rooms/hidden/x/members").problem()).isEqualTo("403 room_forbidden");
    }

    @Test
    void emitsWhatIsForgotten() {
        HeraldClient bob = connect("bob");
        bob.join(room);

        Rest.Answer emitted =
                rest("alice").post("/rooms/" + room + "/events", Body.of("name", "cursor", "payload", Body.of("x", 1)));

        assertThat(emitted.status()).isEqualTo(202);
        assertThat(emitted.body()).isEmpty();
        Received event = bob.inbox().await("room.event");
        assertThat(event.data()).isEqualTo(Body.of("name", "cursor", "payload", Body.of("x", 1)));
        assertThat(event.envelope().getJsonObject("from")).isEqualTo(Body.of("userId", "alice"));
        assertThat(rest("alice").get(messages).json().getJsonArray("events")).isEmpty();
    }

    @Test
    void notifiesOneUserForGood() {
        String user = "böb/" + UUID.randomUUID() + "?%";
        HeraldClient bob = connect(user);
        String path = "/users/" + encoded(user) + "/notifications";
        JsonObject notification = Body.of(
                "title", "Deployed", "body", "it runs", "level", "info", "link", "/x", "payload", Body.of("build", 7));
        JsonObject body = Body.of(
                "id",
                "n-1",
                "title",
                "Deployed",
                "body",
                "it runs",
                "level",
                "info",
                "link",
                "/x",
                "payload",
                Body.of("build", 7));

        Rest.Answer sent = rest("backend", "herald-publisher").post(path, body);

        assertThat(sent.status()).isEqualTo(201);
        Received heard = bob.inbox().await("notification");
        assertThat(heard.data()).isEqualTo(notification);
        assertThat(heard.room()).isEqualTo("@" + user);
        assertThat(heard.eventId()).isEqualTo(sent.json().getString("eventId"));
        assertThat(heard.envelope().getJsonObject("from")).isEqualTo(Body.of("userId", "@server"));
        assertThat(rest("backend", "herald-publisher").post(path, body).json().getBoolean("duplicate"))
                .isTrue();
        assertThat(rest("other", "herald-publisher").post(path, body).json().getBoolean("duplicate"))
                .isFalse();
        Rest.Answer read = rest(user).get(sent.header("Location").substring("/herald/api".length()));
        assertThat(read.json()).isEqualTo(heard.envelope());
        assertThat(rest(user)
                        .get("/rooms/@" + encoded(user) + "/messages")
                        .json()
                        .getJsonArray("events"))
                .hasSize(2);
    }

    @Test
    void tellsEveryoneWhatAPublisherBroadcasts() {
        HeraldClient bob = connect("bob");

        Rest.Answer told = rest("backend", "herald-publisher").post("/broadcast", Body.of("title", "to all " + room));

        assertThat(told.status()).isEqualTo(202);
        Received heard = bob.inbox()
                .await(one ->
                        one.is("notification") && one.data().getString("title").endsWith(room));
        assertThat(heard.envelope()).doesNotContainKeys("room", "eventId");
    }

    @Test
    void letsOnlyPublishersNotify() {
        assertThat(rest("mallory")
                        .post("/users/bob/notifications", Body.of("title", "x"))
                        .problem())
                .isEqualTo("403 missing_role");
        assertThat(rest("mallory", "herald-admin")
                        .post("/broadcast", Body.of("title", "x"))
                        .problem())
                .isEqualTo("403 missing_role");
    }

    @Test
    void keepsToThePermissionsOfRooms() {
        assertThat(rest("alice").post("/rooms/staff/x/messages", content("x")).problem())
                .isEqualTo("403 room_forbidden");
        assertThat(rest("alice").get("/rooms/staff/x/messages").problem()).isEqualTo("403 room_forbidden");
        assertThat(rest("alice").get("/rooms/staff/x/members").problem()).isEqualTo("403 room_forbidden");
        assertThat(rest("alice").get("/rooms/@bob/messages").problem()).isEqualTo("403 room_forbidden");
        assertThat(rest("alice").get("/rooms/@bob/messages/abc-1").problem()).isEqualTo("403 room_forbidden");
        assertThat(rest("alice").post("/rooms/@bob/messages", content("x")).problem())
                .isEqualTo("403 room_forbidden");
        assertThat(rest("alice").post("/rooms/news/x/messages", content("x")).problem())
                .isEqualTo("403 room_forbidden");
        assertThat(rest("alice")
                        .post("/rooms/news/x/events", Body.of("name", "n", "payload", 1))
                        .problem())
                .isEqualTo("403 room_forbidden");
        assertThat(rest("alice").get("/rooms/news/x/messages").status()).isEqualTo(200);
        assertThat(rest("eve", "staff")
                        .post("/rooms/staff/x/messages", content("x"))
                        .status())
                .isEqualTo(201);
        assertThat(rest("alice").get("/rooms/@alice/messages").status()).isEqualTo(200);
    }

    @Test
    void findsNoMessageThatIsNotThere() {
        String id = rest("alice").post(messages, content("x")).json().getString("eventId");
        String epoch = id.substring(0, id.indexOf('-'));
        for (String other : new String[] {epoch + "-0", epoch + "-2", "gone-1", epoch + "-999999999999999999"}) {
            assertThat(rest("alice").get(messages + "/" + other).problem()).isEqualTo("404 not_found");
        }
        assertThat(rest("alice").get(messages + "/" + id).status()).isEqualTo(200);
        assertThat(rest("alice").get(messages + "/" + epoch + "-01").problem()).isEqualTo("400 invalid_data");
    }

    @Test
    void namesTheFieldThatIsWrong() {
        assertThat(field(rest("alice").post(messages, Body.of("id", "1")))).isEqualTo("content");
        assertThat(field(rest("alice").post(messages, Body.of("id", "", "content", "x"))))
                .isEqualTo("id");
        assertThat(field(rest("alice").post(messages, Body.of("id", 1, "content", "x"))))
                .isEqualTo("id");
        assertThat(field(rest("alice").post(messages, content("x".repeat(2001)))))
                .isEqualTo("content");
        assertThat(field(rest("alice").post(messages, Body.of("content", "x", "replyTo", "?"))))
                .isEqualTo("replyTo");
        assertThat(field(rest("alice").get(messages + "?since=nonsense"))).isEqualTo("since");
        assertThat(field(rest("alice").get(messages + "?limit=1001"))).isEqualTo("limit");
        assertThat(field(rest("alice").get(messages + "?limit="))).isEqualTo("limit");
        assertThat(field(rest("alice").get(messages + "?reverse=yes"))).isEqualTo("reverse");
        assertThat(field(rest("alice").get("/rooms/-bad/messages"))).isEqualTo("room");
        assertThat(field(rest("alice").get("/rooms/" + "x".repeat(129) + "/messages")))
                .isEqualTo("room");
        assertThat(field(rest("alice").get("/rooms/@/messages"))).isEqualTo("room");
        Rest publisher = rest("backend", "herald-publisher");
        assertThat(field(publisher.post("/users/" + "x".repeat(129) + "/notifications", Body.of("title", "x"))))
                .isEqualTo("user");
        assertThat(field(publisher.post("/broadcast", Body.of("body", "x")))).isEqualTo("title");
        assertThat(field(publisher.post("/broadcast", Body.of("title", "x".repeat(201)))))
                .isEqualTo("title");
        assertThat(field(publisher.post("/broadcast", Body.of("title", "x", "link", 7))))
                .isEqualTo("link");
    }

    private static String field(Rest.Answer answer) {
        assertThat(answer.problem()).isEqualTo("400 invalid_data");
        return answer.json().getString("field");
    }

    private static String encoded(String user) {
        return URLEncoder.encode(user, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }
}
