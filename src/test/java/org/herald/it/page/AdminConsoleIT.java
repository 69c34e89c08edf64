package org.herald.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.util.List;
import java.util.UUID;
import org.herald.it.kit.AdminCalls;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Http;
import org.herald.it.kit.Server;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an administrator sees at the console, in real Chromium. */
@ExtendWith(ArquillianExtension.class)
class AdminConsoleIT {

    private static final String ADMIN = "herald-admin";
    private static final String NODE = "dev";

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    private final String own = UUID.randomUUID().toString().substring(0, 8);
    private final String alice = "alice-" + own;
    private final String room = "ops/" + own;

    @Deployment(testable = false)
    @TargetsContainer("dev")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void showsTheNodesAndTheirLoadToOneWhoSignsInWithAToken() {
        ConsoleTab console = enter();

        console.awaitText("me", root());
        console.awaitRow("nodes", NODE);
        console.awaitText("node-state", "open");
        assertThat(console.complaints()).isEmpty();
        for (String chart : List.of("chart-load", "chart-connections")) {
            console.await(() -> console.run("const canvas = document.querySelector(\"[data-test='" + chart
                            + "'] canvas\"); return canvas.getAttribute('aria-label').includes('" + NODE + "')"
                            + " && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)"
                            + ".data.some((octet) => octet > 0)")
                    .equals(true));
        }
    }

    @Test
    void staysSignedInOverAReloadUntilSomebodySignsOut() {
        ConsoleTab console = enter().go("limits");
        console.awaitRow("limits", "herald.limits.message-size");

        console.browser().navigate().refresh();
        console.awaitRow("limits", "herald.limits.message-size");

        console.click("sign-out");
        console.await(() -> console.one("door").isDisplayed());
        assertThat(console.run("return sessionStorage.length")).isEqualTo(0L);
    }

    @Test
    void tellsOneWithoutTheRoleSoAndNothingElse() {
        ConsoleTab console = open().show(token(alice));

        console.await(() -> console.one("forbidden").isDisplayed());
        assertThat(console.one("console").isDisplayed()).isFalse();

        console.click("other");
        console.await(() -> console.one("door").isDisplayed());
        console.enter(token(root(), ADMIN));
    }

    @Test
    void saysWhatIsWrongWithAToken() {
        ConsoleTab console = open();

        console.show("nonsense");
        console.awaitText("door-error", "That is no JWT");
        console.show("e30.e30.e30");
        console.await(() -> !console.one("door-error").getText().isEmpty()
                && !console.one("door-error").getText().contains("no JWT"));
        assertThat(console.isFocused("token")).isTrue();
    }

    @Test
    void bringsOneBackToTheDoorWhoseTokenWasRevoked() {
        ConsoleTab console = enter();
        AdminCalls.by(server, token("other-" + own, ADMIN))
                .post(
                        200,
                        "/revoke",
                        Json.createObjectBuilder().add("userId", root()).build());

        console.awaitText("door-error", "Sign in again");
    }

    @Test
    void findsConnectionsAndShowsAUser() {
        HeraldClient client = connect(alice);
        client.join(room);
        connect("bob-" + own);
        ConsoleTab console = enter();

        console.click("nav-connections");
        console.awaitRow("connections", alice);
        console.fill("search-user", alice);
        console.click("search");
        console.awaitNoRow("connections", "bob-" + own);
        console.awaitRow("connections", client.connectionId());
        assertThat(console.countRows("connections")).isOne();

        console.clickIn("connections", alice, "user-link");
        console.awaitText("title", alice);
        console.awaitText("user-rooms", room);
        console.awaitRow("connections", client.connectionId());
        assertThat(console.complaints()).isEmpty();
    }

    @Test
    void saysWhenNothingIsFoundAndWhatWasAskedWrongly() {
        ConsoleTab console = enter().go("connections?user=nobody-" + own);
        console.awaitText("empty", "No connection is like that");

        console.go("connections?room=%20%20broken");
        console.awaitText("problem", "room");
    }

    @Test
    void tellsWhatHappensAsItHappens() {
        ConsoleTab console = enter().go("events");
        connect(alice).close();
        console.awaitText("event", alice);
        console.awaitText("event", "Disconnected");

        console.run("const kind = document.querySelector(\"[data-test='event-kind']\"); kind.value = 'connected';"
                + " kind.dispatchEvent(new Event('change'))");
        assertThat(console.texts("event")).isNotEmpty().noneMatch(event -> event.contains("Disconnected"));
        console.await(() -> console.run("return document.querySelector(\"[data-test='spoken']\").textContent")
                .toString()
                .contains("new event"));
        assertThat(console.complaints()).isEmpty();
    }

    @Test
    void showsHostileNamesAsText() {
        String hostile = "<img src=x onerror=window.broken=1>" + own;
        ConsoleTab console = enter().go("events");
        HeraldClient client = connect(hostile);
        client.join(room);
        console.awaitText("event", hostile);

        console.go("rooms/" + room.replace("/", "%2F"));
        console.awaitRow("members", hostile);
        console.go("connections?room=" + room);
        console.clickIn("connections", hostile, "kick");
        console.awaitDialog(true);
        assertThat(console.one("dialog").getText()).contains(hostile);
        console.click("dialog-cancel");
        console.clickIn("connections", hostile, "user-link");
        console.awaitText("title", hostile);

        assertThat(console.holds("img")).isFalse();
        assertThat(console.run("return window.broken === undefined")).isEqualTo(true);
        assertThat(console.complaints()).isEmpty();
    }

    @Test
    void fitsNarrowAndWideLightAndDark() {
        HeraldClient client =
                connect("a-name-that-goes-on-and-on-for-it-comes-from-a-directory-" + own + "@example.com");
        client.join(room);
        ConsoleTab console = enter();
        for (String theme : List.of("light", "dark")) {
            console.prefer(theme);
            for (int width : List.of(1280, 400, 320)) {
                console.resize(width, 900);
                for (String page : List.of(
                        "overview", "connections", "rooms", "rooms/" + room, "users/" + alice, "events", "limits")) {
                    console.go(page);
                    console.await(() -> !console.holds("[aria-busy='true']"));
                    assertThat(console.overflows())
                            .as("%s, %s at %d px", page, theme, width)
                            .isFalse();
                    console.picture("console-" + page.replaceAll("/.*", "-one") + "-" + theme + "-" + width);
                }
            }
        }
        assertThat(console.complaints()).isEmpty();
    }

    @Test
    void isServedWithAStrictPolicyAndNothingOfItFromElsewhere() {
        for (String file :
                List.of("", "main.js", "lib/chart.js/chart.umd.min.js", "lib/pico/pico.fluid.classless.min.css")) {
            var answer = Http.get(server.uri("/admin/" + file));
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy ->
                            assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe"));
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache");
        }
    }

    private ConsoleTab enter() {
        return open().enter(token(root(), ADMIN));
    }

    private ConsoleTab open() {
        return mine.add(new ConsoleTab(server.base() + "/admin/"));
    }

    private String root() {
        return "root-" + own;
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, token(user)));
    }

    private String token(String user, String... groups) {
        return DevTokens.of(server, user, groups);
    }
}
