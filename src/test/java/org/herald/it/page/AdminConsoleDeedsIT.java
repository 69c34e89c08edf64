package org.herald.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.herald.it.kit.AdminCalls;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Ending;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Server;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** What an administrator does at the console, in real Chromium. */
@ExtendWith(ArquillianExtension.class)
class AdminConsoleDeedsIT {

    private static final String ADMIN = "herald-admin";

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

    @AfterEach
    void openTheNodeAgain() {
        AdminCalls.by(server, token("janitor", ADMIN)).delete(202, "/drain");
    }

    @Test
    void kicksAConnectionOnlyAfterAQuestion() {
        HeraldClient client = connect(alice);
        ConsoleTab console = enter().go("users/" + alice);

        console.clickIn("connections", client.connectionId(), "kick");
        console.awaitDialog(true);
        console.click("dialog-cancel");
        console.awaitDialog(false);
        client.roundTrip();

        console.clickIn("connections", client.connectionId(), "kick");
        console.fill("field-reason", "spam");
        console.confirm();

        Ending ending = client.awaitEnding();
        assertThat(ending.code()).isEqualTo(4003);
        assertThat(ending.reason()).isEqualTo("spam");
        console.awaitText("notice", "Kicked 1 connection of " + alice);
        console.awaitText("empty", alice + " has no connection now");
        console.awaitText("event", "4003: spam");
    }

    @Test
    void showsARefusalInTheQuestionAndAtItsField() {
        connect(alice);
        ConsoleTab console = enter().go("users/" + alice);

        console.click("kick-user");
        console.fill("field-reason", "é".repeat(100));
        console.click("dialog-do");

        console.awaitText("dialog-error", "123 bytes");
        console.await(() -> "true".equals(console.one("field-reason").getAttribute("aria-invalid")));
        assertThat(console.isFocused("field-reason")).isTrue();
    }

    @Test
    void putsAUserOutOfARoomAndRevokesTokens() {
        HeraldClient client = connect(alice);
        client.join(room);
        ConsoleTab console = enter().go("rooms/" + room.replace("/", "%2F"));

        console.clickIn("members", alice, "put-out");
        console.awaitDialog(true);
        console.confirm();
        assertThat(client.inbox().await("room.kicked").room()).isEqualTo(room);

        console.go("users/" + alice);
        console.click("revoke-user");
        console.awaitDialog(true);
        console.confirm();
        assertThat(client.awaitEnding().code()).isEqualTo(4001);
    }

    @Test
    void announcesToEveryone() {
        HeraldClient client = connect(alice);
        ConsoleTab console = enter();

        console.click("announce");
        console.click("dialog-do");
        console.awaitText("dialog-error", "Title is needed");
        console.fill("field-title", "Maintenance " + own);
        console.confirm();

        String title = client.inbox().await("notification").data().getString("title");
        assertThat(title).isEqualTo("Maintenance " + own);
        console.awaitText("event", "Announce");
    }

    @Test
    void drainsTheNodeAndOpensItAgain() {
        ConsoleTab console = enter();

        console.click("drain");
        console.fill("field-time", "600");
        console.confirm();
        console.awaitText("node-state", "draining");

        console.click("stay");
        console.awaitDialog(true);
        console.confirm();
        console.awaitText("node-state", "open");
        connect(alice).roundTrip();
    }

    @Test
    void goesOnByAskingWhileItsSocketIsAway() {
        ConsoleTab console = enter();

        console.click("drain");
        console.fill("field-time", "0");
        console.confirm();
        console.await(() -> !console.one("live").getAttribute("data-state").equals("live"));
        console.awaitText("node-state", "draining");

        console.click("stay");
        console.awaitDialog(true);
        console.confirm();
        console.awaitText("node-state", "open");
        console.await(() -> console.one("live").getAttribute("data-state").equals("live"));
    }

    @Test
    void canBeUsedWithoutAMouse() {
        HeraldClient client = connect(alice);
        ConsoleTab console = open();

        console.press(token(root(), ADMIN));
        console.tabTo("enter");
        console.press(Keys.ENTER);
        console.await(() -> console.one("live").getAttribute("data-state").equals("live"));
        console.tabTo("nav-connections");
        console.press(Keys.ENTER);
        console.await(() -> console.isFocused("title"));
        console.tabTo("search-user");
        console.press(alice, Keys.ENTER);
        console.awaitRow("connections", client.connectionId());
        console.await(() -> console.countRows("connections") == 1);

        console.tabTo("kick");
        console.press(Keys.ENTER);
        console.awaitDialog(true);
        assertThat(console.isFocused("field-reason")).isTrue();
        console.press(Keys.ESCAPE);
        console.awaitDialog(false);
        assertThat(console.isFocused("kick")).isTrue();

        console.press(Keys.ENTER);
        console.awaitDialog(true);
        console.press("enough", Keys.ENTER);
        assertThat(client.awaitEnding().reason()).isEqualTo("enough");
        console.awaitText("notice", "Kicked 1 connection");
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
