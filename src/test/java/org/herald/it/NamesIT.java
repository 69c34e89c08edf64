package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
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

/** Names that look like something else: whatever stands in a room's or a user's name stays data. */
@ExtendWith(ArquillianExtension.class)
class NamesIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private static final String LONGEST = "x".repeat(128);

    private final String run = UUID.randomUUID().toString();

    private final List<String> users = List.of(
            "Jane O'Neil " + run,
            "\"quoted\\\" " + run,
            "😀 ☃ é " + run,
            "@" + run,
            "@@server/" + run,
            "a/b:c?d=e&f#g%20+" + run,
            "<script>alert(1)</script>" + run,
            "${jndi:ldap://x/" + run + "}",
            "{\"event\":\"x\"}" + run,
            "\u202Eabc\u200B " + run,
            " " + run + " ",
            "null",
            run + LONGEST.substring(run.length()),
            "😀".repeat(64));

    @Test
    void servesUsersOfAnyName() {
        String room = "names/" + run;
        HeraldClient watcher = connect("watcher " + run);
        watcher.join(room);
        for (String name : users) {
            HeraldClient user = connect(name);
            HeraldClient other = connect(name);
            user.join(room);

            assertThat(user.userId()).isEqualTo(name);
            String eventId = user.say(room, "from me").getString("eventId");
            assertThat(watcher.inbox()
                            .await(one -> eventId.equals(one.eventId()))
                            .fromUser())
                    .isEqualTo(name);
            user.ack("typing.start", room);
            user.ack("message.read", room, Body.of("upTo", eventId));
            user.ack(
                    "presence.status",
                    null,
                    Body.of("status", "busy", "text", name.substring(0, Math.min(200, name.length()))));
            for (String event : List.of("room.user_joined", "typing.started", "message.read", "presence.changed")) {
                watcher.inbox()
                        .await(one -> one.is(event) && name.equals(one.data().getString("userId", null)));
            }
            assertThat(members(watcher, room)).as(name).contains(name);
            direct(watcher, user, other, name);
        }
    }

    private static void direct(HeraldClient watcher, HeraldClient user, HeraldClient other, String name) {
        String id = watcher.ack("direct.send", null, Body.of("to", name, "content", "for you"))
                .getString("eventId");
        for (HeraldClient one : List.of(user, other)) {
            one.inbox().await(event -> id.equals(event.eventId()) && ("@" + name).equals(event.room()));
        }
        assertThat(user.ack("room.history", "@" + name).toString()).contains("for you");
        user.ack("direct.send", null, Body.of("to", name, "content", "to myself"));
        assertThat(other.inbox().await("direct.sent").data().getString("to")).isEqualTo(name);
        assertThat(watcher.refusal("room.join", "@" + name, null)).isEqualTo("room_forbidden");
    }

    @Test
    void servesRoomsOfAnyName() {
        HeraldClient alice = connect("alice");
        HeraldClient bob = connect("bob");
        for (String tail : List.of(
                "",
                "/",
                "//",
                "/..",
                "/../x",
                "/./",
                ":",
                "::",
                "/:a/-b_c.d",
                "/admin",
                ".json",
                "-",
                "_",
                "/" + LONGEST.substring(run.length() + 1))) {
            String room = run + tail;
            alice.join(room);
            bob.join(room);
            String eventId = alice.say(room, room).getString("eventId");

            Received heard = bob.inbox().await(one -> room.equals(one.room()) && eventId.equals(one.eventId()));
            assertThat(heard.content()).isEqualTo(room);
            assertThat(bob.ack("room.history", room).getJsonArray("events"))
                    .singleElement()
                    .isEqualTo(heard.envelope());
            bob.ack("room.leave", room);
        }
        assertThat(alice.ack("room.list", null).getJsonArray("rooms")).hasSize(15);
    }

    @Test
    void tellsRoomsApartThatDifferInCaseOrByASlash() {
        HeraldClient alice = connect("alice");
        List<String> rooms = List.of("a" + run, "A" + run, "a" + run + "/", "a/" + run, "a:" + run);
        rooms.forEach(alice::join);
        rooms.forEach(room -> alice.say(room, room));

        assertThat(alice.inbox().await(5, "message"))
                .allSatisfy(one -> assertThat(one.room()).isEqualTo(one.content()));
        rooms.forEach(room -> assertThat(alice.ack("room.history", room).getJsonArray("events"))
                .hasSize(1));
    }

    @Test
    void writesNamesIntoItsLogInOneLine() {
        String user = "first\u2028second \" code=4003 " + run;
        connect(user).close();

        server.log().await(run, Duration.ofSeconds(5));
        assertThat(server.log().lines())
                .filteredOn(line -> line.contains(run))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .containsAnyOf(
                                "user=\"first\\u{2028}second \\\" code=4003 " + run + "\"",
                                "\"user\":\"first\\u2028second \\\" code=4003 " + run + "\""));
    }

    private static List<String> members(HeraldClient client, String room) {
        return client.ack("room.members", room).getJsonArray("members").getValuesAs(JsonObject.class).stream()
                .map(member -> member.getString("userId"))
                .toList();
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
