package org.herald.it.page;

import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** One administrator, or somebody who would like to be, at the console. */
final class ConsoleTab extends Tab {

    private static final int MOST_STEPS = 60;

    /** Opens the page; nobody has signed in. */
    ConsoleTab(String page) {
        super(page);
    }

    /** Shows a token; what becomes of that is another matter. */
    ConsoleTab show(String token) {
        one("token").clear();
        one("token").sendKeys(token);
        one("enter").click();
        return this;
    }

    /** Signs in, and waits until the console is live. */
    ConsoleTab enter(String token) {
        show(token);
        await(() -> one("live").getAttribute("data-state").equals("live"));
        return this;
    }

    /** @param page as in the address, behind {@code #/} */
    ConsoleTab go(String page) {
        run("location.hash = '#/" + page + "'");
        await(() -> one("page").getAttribute("data-place").equals("#/" + page));
        return this;
    }

    void click(String place) {
        await(() -> {
            one(place).click();
            return true;
        });
    }

    /** Puts a text in the place of what a field holds. */
    void fill(String place, String text) {
        WebElement field = await(() -> one(place).isDisplayed() ? one(place) : null);
        field.clear();
        field.sendKeys(text);
    }

    /** Clicks a button in the row of a table that has this text. */
    void clickIn(String table, String text, String button) {
        await(() -> {
            row(table, text).findElement(dataTest(button)).click();
            return true;
        });
    }

    void awaitRow(String table, String text) {
        await(() -> row(table, text).isDisplayed());
    }

    void awaitNoRow(String table, String text) {
        await(() -> rows(table).noneMatch(row -> row.getText().contains(text)));
    }

    long countRows(String table) {
        return rows(table).count();
    }

    void awaitDialog(boolean open) {
        await(() -> one("dialog").isDisplayed() == open);
    }

    /** Answers the question that is asked. */
    void confirm() {
        one("dialog-do").click();
        awaitDialog(false);
    }

    void press(CharSequence... keys) {
        new Actions(browser()).sendKeys(keys).perform();
    }

    /** Goes from one thing to the next, as often as it takes. */
    void tabTo(String place) {
        for (int i = 0; i < MOST_STEPS && !isFocused(place); i++) {
            press(Keys.TAB);
        }
        if (!isFocused(place)) {
            throw new AssertionError("the keyboard does not lead to " + place);
        }
    }

    boolean isFocused(String place) {
        return place.equals(browser().switchTo().activeElement().getAttribute("data-test"));
    }

    /** @param scheme {@code light} or {@code dark} */
    void prefer(String scheme) {
        browser().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", new Object[] {
            Map.of("name", "prefers-color-scheme", "value", scheme)
        }));
    }

    private Stream<WebElement> rows(String table) {
        return one(table).findElements(By.cssSelector("tbody tr")).stream();
    }

    private WebElement row(String table, String text) {
        return rows(table)
                .filter(row -> row.getText().contains(text))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("a row with " + text));
    }
}
