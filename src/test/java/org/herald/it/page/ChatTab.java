package org.herald.it.page;

import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** One person at the chat page. */
final class ChatTab extends Tab {

    /** Opens the page; nobody has signed in. */
    ChatTab(String page, String... browserArguments) {
        super(page, browserArguments);
    }

    ChatTab enter(String name) {
        one("name").sendKeys(name);
        one("enter").click();
        await(() -> one("state").getAttribute("data-state").equals("online"));
        return this;
    }

    ChatTab join(String room) {
        one("room-input").sendKeys(room);
        one("join").click();
        await(() -> one("room-title").getText().equals(room));
        return this;
    }

    void say(String text) {
        one("composer").sendKeys(text, Keys.ENTER);
    }

    void type(String text) {
        one("composer").sendKeys(text);
    }

    /** Clicks one of the actions that a message offers, as often as it has to be clicked. */
    void act(String text, String action, int clicks) {
        WebElement message = await(() -> message(text));
        new Actions(browser()).moveToElement(message).perform();
        WebElement button = message.findElement(dataTest(action));
        for (int i = 0; i < clicks; i++) {
            await(button::isDisplayed);
            button.click();
        }
    }

    void awaitMessage(String text) {
        await(() -> message(text));
    }

    void reload() {
        browser().navigate().refresh();
        await(() -> one("state").getAttribute("data-state").equals("online"));
    }

    private WebElement message(String text) {
        return all("message").stream()
                .filter(element -> element.findElements(dataTest("message-text")).stream()
                        .anyMatch(body -> body.getText().equals(text)))
                .findFirst()
                .orElse(null);
    }
}
