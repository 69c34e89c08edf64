package org.herald.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Body;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Http;
import org.herald.it.kit.Rest;
import org.herald.it.kit.Server;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The JavaScript client where browsers matter: tabs, and what a browser or a proxy forbids. */
@ExtendWith(ArquillianExtension.class)
class JavaScriptClientPageIT {

    private static final String NO_WEBSOCKET = """
            window.WebSocket = class {
              constructor() {
                setTimeout(() => this.onclose({ code: 1006, reason: '' }));
              }
            };
            """;

    private static final String NO_STREAM = """
            const real = window.fetch;
            window.fetch = (address, options) =>
              /\\/events(\\?|$)/.test(address) ? new Promise(() => {}) : real(address, options);
            """;

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    private final String user = "tabs-" + UUID.randomUUID();
    private final String room = "client/" + UUID.randomUUID();
    private ClientTabs tabs;
    private Rest speaker;
    private long said;

    @Deployment(testable = false)
    @TargetsContainer("dev")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @BeforeEach
    void open() {
        tabs = mine.add(new ClientTabs(server.base() + "/"));
        speaker = new Rest(server, token("speaker-" + UUID.randomUUID()));
    }

    @Test
    void givesThreeTabsOneConnectionThatOutlivesTheTabThatHasIt() {
        Map<String, ?> shared = Map.of("share", user);
        String first = tabs.open(shared, user, room);
        String second = tabs.open(shared, user, room);
        String third = tabs.open(shared, user, room);
        assertThat(List.of(first, second, third))
                .extracting(tabs::transport)
                .containsExactly("websocket", "tab", "tab");
        assertThat(connections()).isEqualTo(1);
        say(5);
        tabs.awaitHeard(first, spoken());

        tabs.closeTab(first);
        say(20);

        for (String tab : List.of(second, third)) {
            tabs.awaitHeard(tab, spoken());
            assertThat(tabs.run(tab, "return heard")).isEqualTo(spoken());
        }
        assertThat(List.of(second, third)).extracting(tabs::transport).containsExactlyInAnyOrder("websocket", "tab");
        assertThat(connections()).isEqualTo(1);
    }

    @Test
    void goesByServerSentEventsWhereNoWebSocketCanBeHad() {
        tabs.before(NO_WEBSOCKET);

        tabs.enter(Map.of("firstDelayMs", 100, "transports", List.of("websocket", "sse")), user, room);

        assertThat(tabs.run("return herald.transport")).isEqualTo("sse");
        hearsAndSpeaks();
    }

    @Test
    void pollsWhereNoStreamComesThroughEither() {
        tabs.before(NO_WEBSOCKET);
        tabs.before(NO_STREAM);

        tabs.enter(Map.of("firstDelayMs", 100, "connectTimeoutMs", 3000), user, room);

        assertThat(tabs.run("return herald.transport")).isEqualTo("poll");
        hearsAndSpeaks();
    }

    @Test
    void goesOnAfterAReloadWhereItWas() {
        tabs.enter(Map.of("keep", true), user, room);
        say(3);
        tabs.awaitHeardHere(spoken());
        tabs.away();
        say(2);

        tabs.enter(Map.of("keep", true), user, room);

        tabs.awaitHeardHere(List.of(4L, 5L));
        assertThat(tabs.run("return heard")).isEqualTo(List.of(4L, 5L));
    }

    private void hearsAndSpeaks() {
        say(10);
        tabs.awaitHeardHere(spoken());
        assertThat(tabs.run("return heard")).isEqualTo(spoken());
        assertThat((String) tabs.ask("herald.send('" + room + "', 'mine').then(({ eventId }) => eventId)"))
                .endsWith("-11");
    }

    /** As the room sees them. */
    private int connections() {
        return speaker
                .get("/rooms/" + room + "/members")
                .json()
                .getJsonArray("members")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(member -> member.getString("userId").equals(user))
                .mapToInt(member -> member.getInt("connections"))
                .sum();
    }

    private void say(int count) {
        for (int i = 0; i < count; i++) {
            said++;
            assertThat(speaker.post("/rooms/" + room + "/messages", Body.of("content", said))
                            .status())
                    .isEqualTo(201);
        }
    }

    private List<Long> spoken() {
        return LongStream.rangeClosed(1, said).boxed().toList();
    }

    private String token(String name) {
        String body = Http.post(
                        server.uri("/dev/token"),
                        "application/json",
                        Body.of("user", name).toString())
                .body();
        try (var reader = Json.createReader(new StringReader(body))) {
            return reader.readObject().getString("token");
        }
    }
}
