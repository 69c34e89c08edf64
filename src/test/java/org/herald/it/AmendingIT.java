package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Editing and deleting what was said (protocol section 3): who may, what others see, and what history keeps. */
@ExtendWith(ArquillianExtension.class)
class AmendingIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private final String room = "amending/" + UUID.randomUUID();

    private HeraldClient alice;
    private HeraldClient bob;

    @BeforeEach
    void join() {
        alice = connect("alice");
        bob = connect("bob");
        alice.join(room);
        bob.join(room);
    }

    @Test
    void letsTheAuthorEdit() {
        String id = alice.say(room, "helo").getString("eventId");
        JsonObject edited = alice.ack("message.edit", room, Body.of("messageId", id, "content", "hello"));

        Received event = bob.inbox().await("message.edited");
        assertThat(event.data()).isEqualTo(Body.of("messageId", id, "content", "hello"));
        assertThat(event.eventId()).isEqualTo(edited.getString("eventId"));
        assertThat(event.envelope()).containsOnlyKeys("event", "room", "eventId", "ts", "from", "data");
        JsonObject kept = history().get(0);
        assertThat(kept.getString("eventId")).isEqualTo(id);
        assertThat(kept.getJsonObject("data")).isEqualTo(Body.of("content", "hello", "editedAt", edited.get("ts")));
    }

    @Test
    void letsTheAuthorDeleteAndKeepsNothingOfIt() {
        String id = alice.say(room, "secret one").getString("eventId");
        alice.ack("message.edit", room, Body.of("messageId", id, "content", "secret two"));
        alice.ack("message.delete", room, Body.of("messageId", id));

        Received event = bob.inbox().await("message.deleted");
        assertThat(event.data()).isEqualTo(Body.of("messageId", id));
        assertThat(event.envelope()).containsOnlyKeys("event", "room", "eventId", "ts", "from", "data");
        assertThat(history().toString()).doesNotContain("secret");
        assertThat(history()).hasSize(3);
        HeraldClient late = connect("late");
        late.ack("room.join", room, Body.of("since", id.substring(0, id.indexOf('-')) + "-0"));
        assertThat(Heard.by(late, alice, room))
                .filteredOn(one -> one.eventId() != null)
                .hasSize(3)
                .noneMatch(one -> one.toString().contains("secret"));
        assertThat(alice.refusal("message.edit", room, Body.of("messageId", id, "content", "c")))
                .isEqualTo("not_found");
        assertThat(alice.refusal("message.delete", room, Body.of("messageId", id)))
                .isEqualTo("not_found");
    }

    @Test
    void letsNobodyElseEditOrDelete() {
        String id = alice.say(room, "mine").getString("eventId");

        assertThat(bob.refusal("message.edit", room, Body.of("messageId", id, "content", "his")))
                .isEqualTo("not_author");
        assertThat(bob.refusal("message.delete", room, Body.of("messageId", id)))
                .isEqualTo("not_author");
        assertThat(history())
                .singleElement()
                .satisfies(one -> assertThat(one.toString()).contains("mine"));
    }

    @Test
    void letsAModeratorDeleteButNotEdit() {
        HeraldClient moderator = mine.add(HeraldClient.connect(server, Tokens.of("mia", "herald-admin")));
        moderator.join(room);
        String id = alice.say(room, "rude").getString("eventId");

        assertThat(moderator.refusal("message.edit", room, Body.of("messageId", id, "content", "polite")))
                .isEqualTo("not_author");
        moderator.ack("message.delete", room, Body.of("messageId", id));
        assertThat(bob.inbox().await("message.deleted").fromUser()).isEqualTo("mia");
    }

    @Test
    void findsNoMessageWhereThereIsNone() {
        String id = alice.say(room, "one").getString("eventId");
        String edit = alice.ack("message.edit", room, Body.of("messageId", id, "content", "two"))
                .getString("eventId");
        String epoch = id.substring(0, id.indexOf('-'));
        for (String wrong : List.of(edit, epoch + "-0", epoch + "-99", "other-1")) {
            assertThat(alice.refusal("message.edit", room, Body.of("messageId", wrong, "content", "c")))
                    .as(wrong)
                    .isEqualTo("not_found");
            assertThat(alice.refusal("message.delete", room, Body.of("messageId", wrong)))
                    .as(wrong)
                    .isEqualTo("not_found");
        }
    }

    private List<JsonObject> history() {
        return alice.ack("room.history", room).getJsonArray("events").getValuesAs(JsonObject.class);
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
