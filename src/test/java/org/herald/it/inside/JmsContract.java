package org.herald.it.inside;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.Received;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The bridge to the JMS of a server. Each test has a room of its own; those in {@code orders/} go to the topic. */
abstract class JmsContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @AutoClose
    private final Belongings mine = new Belongings();

    abstract Post post();

    HeraldClient listening(String user, String room) {
        HeraldClient client = mine.add(HeraldClient.connect(post().server(), Tokens.of(user)));
        client.join(room);
        return client;
    }

    static List<String> heard(HeraldClient client, int count) {
        return client.inbox().await(count, message -> message.is("message"), PATIENCE).stream()
                .map(Received::content)
                .toList();
    }

    @Test
    void publishesWhatIsSentToTheQueueInItsOrder() {
        HeraldClient alice = listening("alice", "mail/order");

        post().send("{\"room\":\"mail/order\",\"content\":\"one\"}");
        post().send("{\"room\":\"mail/order\",\"content\":\"two\",\"from\":\"bob\"}");
        post().send("{\"room\":\"mail/order\",\"content\":\"three\"}");

        assertThat(heard(alice, 3)).containsExactly("one", "two", "three");
        assertThat(alice.inbox().all("message"))
                .extracting(Received::fromUser)
                .containsExactly("@server", "bob", "@server");
    }

    @Test
    void publishesOnceWhatIsSentAgainUnderItsId() {
        HeraldClient alice = listening("alice", "mail/again");

        post().send("{\"room\":\"mail/again\",\"content\":\"one\",\"id\":\"u1\"}");
        post().send("{\"room\":\"mail/again\",\"content\":\"one\",\"id\":\"u1\"}");
        post().send("{\"room\":\"mail/again\",\"content\":\"two\"}");

        assertThat(heard(alice, 2)).containsExactly("one", "two");
    }

    @Test
    void publishesAfterTheCommitOfWhoeverSentAndNotBefore() {
        HeraldClient alice = listening("alice", "mail/commit");

        CompletableFuture<Void> order =
                post().sendWithin("commit", "{\"room\":\"mail/commit\",\"content\":\"committed\"}");
        post().send("{\"room\":\"mail/commit\",\"content\":\"meanwhile\"}");
        heard(alice, 1);
        post().end();
        order.join();

        assertThat(heard(alice, 2)).containsExactly("meanwhile", "committed");
    }

    @Test
    void publishesNothingAfterARollback() {
        HeraldClient alice = listening("alice", "mail/rollback");

        CompletableFuture<Void> order =
                post().sendWithin("rollback", "{\"room\":\"mail/rollback\",\"content\":\"rolled back\"}");
        post().end();
        order.join();
        post().send("{\"room\":\"mail/rollback\",\"content\":\"later\"}");

        assertThat(heard(alice, 1)).containsExactly("later");
    }

    @Test
    void letsGoOfWhatCannotBePublishedWithALineOfTheLog() {
        HeraldClient alice = listening("alice", "mail/poison");
        int mark = post().server().log().mark();

        post().send("{\"the-secret-word");
        post().sendBytes("{\"room\":\"mail/poison\",\"content\":\"the-secret-word\"}");
        post().send("{\"room\":\"no room\",\"content\":\"the-secret-word\"}");
        post().send("{\"room\":\"mail/poison\",\"content\":\"after\"}");

        assertThat(heard(alice, 1)).containsExactly("after");
        assertThat(post().server().log().textSince(mark))
                .contains("not published, and let go of: a message of the queue", "code=bad_json reason=")
                .doesNotContain("the-secret-word");
    }

    @Test
    void tellsTheTopicOfWhatHappensInItsNamespaces() {
        HeraldClient alice = listening("alice", "orders/new");
        post().send("{\"room\":\"orders/new\",\"content\":\"both are there\"}");
        heard(alice, 1);
        post().heard();
        alice.join("elsewhere");

        String id = alice.say("orders/new", "4711").getString("eventId");
        alice.say("elsewhere", "not told");
        alice.ack("message.edit", "orders/new", Body.of("messageId", id, "content", "4712"));
        post().send("{\"room\":\"orders/new\",\"content\":\"by the queue\"}");
        List<String> heard = new ArrayList<>();
        Awaitility.await("the topic to be told").atMost(PATIENCE).until(() -> {
            heard.addAll(post().heard());
            return heard.size() >= 3;
        });

        assertThat(heard).hasSize(3);
        JsonObject first = Received.text(heard.get(0).split(" ", 5)[4]).envelope();
        assertThat(heard.get(0)).startsWith("orders orders/new message " + id + " {");
        assertThat(first.getString("eventId")).isEqualTo(id);
        assertThat(first.getJsonObject("data").getString("content")).isEqualTo("4711");
        assertThat(heard.get(1)).startsWith("orders orders/new message.edited ");
        assertThat(heard.get(2)).contains("by the queue");
    }
}
