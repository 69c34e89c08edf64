package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.herald.it.kit.AdminCalls;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Http;
import org.herald.it.kit.Product;
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

/** The writer that Herald chooses by itself, on a server whose inside it knows. */
@Tag("newer-jdk")
@ExtendWith(ArquillianExtension.class)
class ShortWriterIT extends WriterContract {

    @AutoClose
    private final Belongings mine = new Belongings();

    @ArquillianResource
    private Server server;

    @Deployment(testable = false)
    @TargetsContainer("large")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Override
    Server server() {
        return server;
    }

    @Test
    void isTheOneOfTheServer() {
        String expected = Product.underTest() == Product.PAYARA_MICRO ? "tyrus" : "undertow";

        assertThat(server().log().has("written by the writer \"" + expected + '"'))
                .isTrue();
        assertThat(server().log().has("not one that is known")).isFalse();
        assertThat(server().log().has("not quite the one")).isFalse();
    }

    /** Payara gives the objects of a connection that ends to the next request, whoever still holds them. */
    @Test
    void leavesTheAnswersToOthersAloneWhileManyAreSentAway() {
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Integer>> askers = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> askUntil(done)))
                .toList();
        try {
            for (int round = 0; round < 5; round++) {
                String user = "sent away " + round;
                List<HeraldClient> clients = IntStream.range(0, 50)
                        .mapToObj(i -> mine.add(HeraldClient.connect(server(), Tokens.of(user))))
                        .toList();
                AdminCalls.to(server()).post(200, "/kick", Body.of("userId", user));
                assertThat(clients)
                        .allSatisfy(client ->
                                assertThat(client.awaitEnding().code()).isEqualTo(4003));
            }
        } finally {
            done.set(true);
        }

        assertThat(askers).allSatisfy(asker -> assertThat(asker.join()).isPositive());
    }

    /** How many answers there were; each is the right one. */
    private int askUntil(AtomicBoolean done) {
        int answers = 0;
        for (; !done.get(); answers++) {
            HttpResponse<String> answer = Http.get(server().uri("/metrics"));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).startsWith("# HELP").contains("herald_connections");
        }
        return answers;
    }
}
