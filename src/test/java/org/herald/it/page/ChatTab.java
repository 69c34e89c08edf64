package org.herald.it.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** One person at the chat page, in a browser of her own. What is awaited has to come within a deadline. */
final class ChatTab implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final ChromeDriver browser;

    /** Opens the page; nobody has signed in. */
    ChatTab(String page, String... browserArguments) {
        browser = Chromium.start(browserArguments);
        browser.manage().window().setSize(new Dimension(1280, 800));
        browser.get(page);
    }

    ChatTab enter(String name) {
        one("name").sendKeys(name);
        one("enter").click();
        await(tab -> one("state").getAttribute("data-state").equals("online"));
        return this;
    }

    ChatTab join(String room) {
        one("room-input").sendKeys(room);
        one("join").click();
        await(tab -> one("room-title").getText().equals(room));
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
        WebElement message = await(tab -> message(text));
        new Actions(browser).moveToElement(message).perform();
        WebElement button = message.findElement(dataTest(action));
        for (int i = 0; i < clicks; i++) {
            await(tab -> button.isDisplayed());
            button.click();
        }
    }

    void awaitMessage(String text) {
        await(tab -> message(text));
    }

    void awaitText(String place, String part) {
        await(tab -> all(place).stream().anyMatch(element -> element.getText().contains(part)));
    }

    void awaitEmpty(String place) {
        await(tab -> one(place).getText().isEmpty());
    }

    List<String> texts(String place) {
        return all(place).stream().map(WebElement::getText).toList();
    }

    boolean holds(String css) {
        return !browser.findElements(By.cssSelector(css)).isEmpty();
    }

    Object run(String script) {
        return browser.executeScript(script);
    }

    void reload() {
        browser.navigate().refresh();
        await(tab -> one("state").getAttribute("data-state").equals("online"));
    }

    /** Any size, also one that no window can have. */
    void resize(int width, int height) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Whether anything stands out to the right of the window. */
    boolean overflows() {
        return (Boolean) browser.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    /** What the browser complained about, such as a violation of the content security policy. */
    List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Leaves a picture for a human to look at. */
    void picture(String name) {
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        browser.quit();
    }

    private WebElement message(String text) {
        return all("message").stream()
                .filter(element -> element.findElements(dataTest("message-text")).stream()
                        .anyMatch(body -> body.getText().equals(text)))
                .findFirst()
                .orElse(null);
    }

    private WebElement one(String place) {
        return browser.findElement(dataTest(place));
    }

    private List<WebElement> all(String place) {
        return browser.findElements(dataTest(place));
    }

    private static By dataTest(String place) {
        return By.cssSelector("[data-test='" + place + "']");
    }

    private <T> T await(Function<ChatTab, T> condition) {
        return Awaitility.await()
                .atMost(DEADLINE)
                .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                .until(() -> condition.apply(this), found -> found != null && !Boolean.FALSE.equals(found));
    }
}
