package org.herald.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Server;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody sees who opens Herald for the first time: two people at the page, in real Chromium. */
@ExtendWith(ArquillianExtension.class)
class ChatPageIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("dev")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void letsTwoPeopleTalk() {
        ChatTab ada = open().enter("ada").join("talk");
        ChatTab ben = open().enter("ben").join("talk");
        ada.awaitText("member", "ben");
        ben.awaitText("member", "ada");

        ada.type("Is anybody");
        ben.awaitText("typing", "ada");
        ada.say(" there?");
        ben.awaitMessage("Is anybody there?");
        ben.awaitEmpty("typing");
        ben.say("I am.");
        ada.awaitMessage("I am.");
        ada.awaitText("read-by", "ben");

        assertThat(ada.complaints()).isEmpty();
        assertThat(ben.complaints()).isEmpty();
    }

    @Test
    void missesNothingAfterAReload() {
        ChatTab cleo = open().enter("cleo").join("reload");
        ChatTab dan = open().enter("dan").join("reload");
        cleo.say("first");
        dan.awaitMessage("first");
        dan.say("second");
        cleo.awaitMessage("second");

        cleo.reload();

        cleo.awaitMessage("second");
        assertThat(cleo.texts("message-text")).containsExactly("first", "second");
        assertThat(cleo.texts("room-title")).containsExactly("reload");
        dan.say("third");
        cleo.awaitMessage("third");
    }

    @Test
    void changesAndTakesBackWhatWasSaid() {
        ChatTab eve = open().enter("eve").join("edits");
        ChatTab fay = open().enter("fay").join("edits");
        eve.say("teh");
        fay.awaitMessage("teh");

        eve.act("teh", "edit", 1);
        eve.run("document.querySelector(\"[data-test='composer']\").select()");
        eve.say("the");
        fay.awaitMessage("the");
        fay.awaitText("edited", "edited");

        eve.act("the", "delete", 2);
        fay.awaitText("deleted", "deleted");
        assertThat(fay.texts("message-text")).doesNotContain("the");
        fay.reload();
        assertThat(fay.texts("message-text")).doesNotContain("teh", "the");
    }

    @Test
    void showsWhatPeopleWriteAsTextOnly() {
        List<String> attacks = List.of(
                "<img src=x onerror=window.broken=1>",
                "<script>window.broken=1</script>",
                "\"><svg onload=window.broken=1>",
                "javascript:window.broken=1");
        ChatTab gil = open().enter("<b onclick=window.broken=1>gil</b>").join("text");
        ChatTab hal = open().enter("hal").join("text");

        for (String attack : attacks) {
            gil.say(attack);
            hal.awaitMessage(attack);
        }

        hal.awaitText("member", "<b onclick=window.broken=1>gil</b>");
        assertThat(hal.holds("[data-test='messages'] img, [data-test='messages'] script, [data-test='members'] b"))
                .isFalse();
        assertThat(hal.run("return window.broken === undefined")).isEqualTo(true);
        assertThat(hal.complaints()).isEmpty();
    }

    @Test
    void fitsNarrowAndWideLightAndDark() {
        for (String theme : List.of("light", "dark")) {
            String[] arguments = theme.equals("dark") ? new String[] {"--force-dark-mode"} : new String[0];
            ChatTab ivy = mine.add(new ChatTab(page(), arguments)).enter("ivy-" + theme);
            ivy.join("looks");
            ivy.say("The quick brown fox jumps over the lazy dog, and then it does so once more, to fill the line.");
            ivy.awaitText("message-text", "quick brown fox");
            for (int width : List.of(1280, 800, 320)) {
                ivy.resize(width, 740);
                assertThat(ivy.overflows()).as("%s at %d px", theme, width).isFalse();
                ivy.picture("chat-" + theme + "-" + width);
            }
        }
    }

    private ChatTab open() {
        return mine.add(new ChatTab(page()));
    }

    private String page() {
        return server.base() + "/";
    }
}
