package org.herald.it.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.Received;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What events of an application come to, wherever that stands. Each test has a room of its own. */
abstract class EventContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @AutoClose
    private final Belongings mine = new Belongings();

    abstract Server server();

    abstract Shop shop();

    private HeraldClient listening(String user, String room) {
        HeraldClient client = mine.add(HeraldClient.connect(server(), Tokens.of(user)));
        client.join(room);
        return client;
    }

    @Test
    void publishesAtOnceWhereThereIsNoTransaction() {
        HeraldClient alice = listening("alice", "inside/now");

        shop().fire("inside/now", "4711 is in", "order-4711");
        shop().fire("inside/now", "4711 is in", "order-4711");
        shop().fire("inside/now", "4712 is in", "order-4712");

        assertThat(alice.inbox().await(2, "message"))
                .extracting(Received::content)
                .containsExactly("4711 is in", "4712 is in");
        assertThat(alice.inbox().await("message").fromUser()).isEqualTo("@server");
        shop().awaitOutcome("again");
    }

    @Test
    void publishesAfterTheCommitAndNotBefore() {
        HeraldClient bob = listening("bob", "inside/commit");

        CompletableFuture<Void> order = shop().fireWithin("commit", "inside/commit", "committed");
        bob.say("inside/commit", "meanwhile");
        shop().end();
        order.join();

        assertThat(bob.inbox().await(2, "message"))
                .extracting(Received::content)
                .containsExactly("meanwhile", "committed");
    }

    @Test
    void publishesNothingAfterARollback() {
        HeraldClient carol = listening("carol", "inside/rollback");

        CompletableFuture<Void> order = shop().fireWithin("rollback", "inside/rollback", "rolled back");
        shop().end();
        order.join();
        shop().fire("inside/rollback", "later", null);

        assertThat(carol.inbox().await("message").content()).isEqualTo("later");
    }

    @Test
    void tellsOneUser() {
        HeraldClient dave = mine.add(HeraldClient.connect(server(), Tokens.of("dave")));

        shop().fire("@dave", "your order is in", null);

        assertThat(dave.inbox().await("message").content()).isEqualTo("your order is in");
    }

    @Test
    void logsWhatItRefusesWithoutWhatItSays() {
        int mark = server().log().mark();

        shop().fire("no room", "the-secret-word", null);

        server().log()
                .await(
                        "not published: a message fired as an event, code=invalid_data reason=\"room: a room is",
                        PATIENCE);
        shop().awaitOutcome("invalid_data");
        assertThat(server().log().textSince(mark)).doesNotContain("the-secret-word");
    }
}
