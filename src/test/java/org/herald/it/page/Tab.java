package org.herald.it.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * A page in a browser of its own. Places on it are named by their {@code data-test}; what is awaited has to come within a
 * deadline.
 */
abstract class Tab implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final ChromeDriver browser;

    Tab(String page, String... browserArguments) {
        browser = Chromium.start(browserArguments);
        browser.manage().window().setSize(new Dimension(1280, 800));
        browser.get(page);
    }

    final void awaitText(String place, String part) {
        await(() -> all(place).stream().anyMatch(element -> element.getText().contains(part)));
    }

    final void awaitEmpty(String place) {
        await(() -> one(place).getText().isEmpty());
    }

    final List<String> texts(String place) {
        return all(place).stream().map(WebElement::getText).toList();
    }

    final boolean holds(String css) {
        return !browser.findElements(By.cssSelector(css)).isEmpty();
    }

    final Object run(String script) {
        return browser.executeScript(script);
    }

    /** Any size, also one that no window can have. */
    final void resize(int width, int height) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Whether anything stands out to the right of the window. */
    final boolean overflows() {
        return (Boolean) browser.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    /** What the browser complained about, such as a violation of the content security policy. */
    final List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Leaves a picture for a human to look at. */
    final void picture(String name) {
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

    final ChromeDriver browser() {
        return browser;
    }

    final WebElement one(String place) {
        return browser.findElement(dataTest(place));
    }

    final List<WebElement> all(String place) {
        return browser.findElements(dataTest(place));
    }

    static By dataTest(String place) {
        return By.cssSelector("[data-test='" + place + "']");
    }

    /** Until it is neither null nor false; elements may come, go and be replaced meanwhile. */
    final <T> T await(Supplier<T> condition) {
        return Awaitility.await()
                .atMost(DEADLINE)
                .ignoreExceptionsMatching(e -> e instanceof StaleElementReferenceException
                        || e instanceof NoSuchElementException
                        || e instanceof ElementNotInteractableException)
                .until(condition::get, found -> found != null && !Boolean.FALSE.equals(found));
    }
}
