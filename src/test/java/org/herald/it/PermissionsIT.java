package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.Heard;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Received;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may do what (docs/configuration.md, {@code herald.namespace.*}), on every message, and with a token that changes. */
@ExtendWith(ArquillianExtension.class)
class PermissionsIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private final String run = UUID.randomUUID().toString();

    @Test
    void letsInOnlyWhomTheNamespaceNames() {
        HeraldClient stranger = connect("stranger");
        HeraldClient clerk = connect("clerk", "staff");
        String room = "staff/" + run;

        for (String event : List.of("room.join", "room.history", "room.members")) {
            Received error = stranger.reply(event, room, Body.of());
            assertThat(error.code()).as(event).isEqualTo("room_forbidden");
            assertThat(error.data()).containsOnlyKeys("code", "message");
        }
        clerk.join(room);
        clerk.say(room, "among us");
        assertThat(stranger.ack("room.list", null).getJsonArray("rooms")).hasSize(1);
        stranger.join("staffroom/" + run);
        stranger.join("staff:" + run);
    }

    @Test
    void keepsTheMouthShutOfOneWhoMayOnlyListen() {
        HeraldClient reader = connect("reader");
        HeraldClient editor = connect("someone", "editor");
        HeraldClient anna = connect("anna");
        String room = "news/" + run;
        List.of(reader, editor, anna).forEach(one -> one.join(room));

        assertThat(reader.refusal("message.send", room, Body.of("content", "c")))
                .isEqualTo("room_forbidden");
        assertThat(reader.refusal("room.emit", room, Body.of("name", "n", "payload", 1)))
                .isEqualTo("room_forbidden");
        assertThat(reader.refusal("typing.start", room, null)).isEqualTo("room_forbidden");
        reader.sendBinary(Body.of("event", "message.send", "id", "b", "room", room), (byte) 1);
        assertThat(reader.inbox().await(one -> "b".equals(one.id())).code()).isEqualTo("room_forbidden");
        String id = anna.say(room, "stop press").getString("eventId");
        assertThat(reader.refusal("message.edit", room, Body.of("messageId", id, "content", "c")))
                .isEqualTo("room_forbidden");
        assertThat(reader.refusal("message.delete", room, Body.of("messageId", id)))
                .isEqualTo("room_forbidden");
        assertThat(reader.ack("message.read", room, Body.of("upTo", id))).isEmpty();
        editor.ack("message.delete", room, Body.of("messageId", id));
        assertThat(Heard.by(reader, editor, room))
                .filteredOn(one -> one.eventId() != null)
                .extracting(Received::event)
                .containsExactly("message", "message.deleted");
    }

    @Test
    void givesARoomToTheUserItIsNamedAfter() {
        HeraldClient owner = connect("own-" + run);
        HeraldClient helper = connect("other-" + run, "helper");
        String room = "own/own-" + run + "/desk";
        owner.join(room);
        helper.join(room);

        owner.say(room, "mine");
        assertThat(helper.refusal("message.send", room, Body.of("content", "c")))
                .isEqualTo("room_forbidden");
        assertThat(connect("other-" + run).refusal("room.join", room, null)).isEqualTo("room_forbidden");
        assertThat(owner.refusal("room.join", "own/", null)).isEqualTo("room_forbidden");
    }

    @Test
    void addsWhatTheTokenItselfGrants() {
        HeraldClient guest = mine.add(HeraldClient.connect(server, guest("guest " + run)));
        String mayTalk = "staff/open-" + run;
        String mayListen = "staff/" + run;
        guest.join(mayTalk);
        guest.join(mayListen);

        guest.say(mayTalk, "hello");
        assertThat(guest.refusal("message.send", mayListen, Body.of("content", "c")))
                .isEqualTo("room_forbidden");
    }

    @Test
    void heedsTheRightsOfARenewedTokenAtOnce() {
        String user = "renewed " + run;
        HeraldClient client = connect(user, "staff", "editor");
        HeraldClient clerk = connect("clerk", "staff");
        String staff = "staff/" + run;
        String news = "news/" + run;
        clerk.join(staff);
        client.join(staff);
        client.join(news);
        client.say(news, "before");

        assertThat(client.ack("auth.refresh", null, Body.of("token", Tokens.of(user))))
                .isEmpty();

        Received kicked = client.inbox().await("room.kicked");
        assertThat(kicked.room()).isEqualTo(staff);
        assertThat(kicked.envelope()).containsOnlyKeys("event", "room", "data");
        assertThat(kicked.data()).containsOnlyKeys("reason");
        assertThat(client.refusal("message.send", staff, Body.of("content", "c")))
                .isEqualTo("not_joined");
        assertThat(client.refusal("message.send", news, Body.of("content", "c")))
                .isEqualTo("room_forbidden");
        assertThat(client.refusal("room.join", staff, Body.of("since", "x-1"))).isEqualTo("room_forbidden");
        assertThat(client.refusal("room.history", staff, Body.of())).isEqualTo("room_forbidden");
        assertThat(clerk.inbox().await("room.user_left").data().getString("userId"))
                .isEqualTo(user);
        clerk.say(staff, "he is gone");
        client.ack("auth.refresh", null, Body.of("token", Tokens.of(user, "staff")));
        client.join(staff);
        clerk.say(staff, "and back");
        assertThat(client.inbox()
                        .await(one -> staff.equals(one.room()) && one.is("message"))
                        .content())
                .isEqualTo("and back");
    }

    @Test
    void takesNoTokenForRenewalThatIsNotAsGoodAsTheFirst() {
        String user = "careful " + run;
        HeraldClient client = connect(user, "staff");
        for (String token : List.of(
                Tokens.of("somebody else", "staff"),
                Tokens.user(user).expiresIn(Duration.ofHours(-1)).sign(),
                Tokens.user(user).unsigned(),
                Tokens.forged(Tokens.of("somebody else"), user),
                "no token",
                "a.b.c")) {
            Received error = client.reply("auth.refresh", null, Body.of("token", token));

            assertThat(error.code()).as(token).isEqualTo("unauthorized");
            assertThat(error.toString()).doesNotContain(token).doesNotContain("Exception");
        }
        for (JsonObject data :
                List.of(Body.of(), Body.of("token", ""), Body.of("token", 1), Body.of("token", "x".repeat(16_385)))) {
            Received error = client.reply("auth.refresh", null, data);
            assertThat(error.code()).isEqualTo("invalid_data");
            assertThat(error.data().getString("field")).isEqualTo("data.token");
        }
        client.join("staff/" + run);
    }

    @Test
    void bringsNobodyBackIntoARoomThatIsForbiddenByNow() {
        String user = "dismissed " + run;
        String room = "staff/" + run;
        HeraldClient employed = connect(user, "staff");
        employed.ack("room.join", room, Body.of("lasting", true));
        employed.close();

        assertThat(connect(user).welcome().getJsonArray("rooms")).hasSize(1);
        assertThat(connect(user, "staff").welcome().getJsonArray("rooms")).hasSize(2);
    }

    private static String guest(String user) {
        Map<String, Object> grants = Map.of("join", List.of("staff/*"), "publish", List.of("staff/open-*"));
        return Tokens.user(user)
                .claim("herald", Json.createObjectBuilder(grants).build())
                .sign();
    }

    private HeraldClient connect(String user, String... roles) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user, roles)));
    }
}
