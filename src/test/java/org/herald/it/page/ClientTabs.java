package org.herald.it.page;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/** Tabs of one browser, each with a client of its own in {@code window.herald}, and what that heard. */
final class ClientTabs implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** Takes the options of the client, the user, and the room. */
    private static final String OPEN = """
            const [options, user, room, done] = arguments;
            const token = async () => {
              const body = JSON.stringify({ user });
              const headers = { 'Content-Type': 'application/json' };
              return (await (await fetch('dev/token', { method: 'POST', headers, body })).json()).token;
            };
            (async () => {
              const { Herald } = await import(new URL('client/herald.js', document.baseURI));
              window.heard = [];
              window.herald = new Herald({ token, ...options });
              herald.on('message', (message) => heard.push(message.data.content));
              herald.on('room.state', () => heard.push('lost'));
              await herald.connect();
              await herald.join(room);
              done('');
            })().catch((error) => done(String(error)));
            """;

    private final ChromeDriver browser;
    private final String page;

    ClientTabs(String page) {
        this.browser = Chromium.start();
        this.page = page;
        browser.manage().timeouts().scriptTimeout(DEADLINE);
    }

    /** Runs a script in every page that is opened from now on, before those of the page. */
    void before(String script) {
        browser.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** A client in the tab that there is. */
    void enter(Map<String, ?> options, String user, String room) {
        browser.get(page);
        Object problem = browser.executeAsyncScript(OPEN, options, user, room);
        if (!"".equals(problem)) {
            throw new AssertionError(problem);
        }
    }

    /** A client in a new tab. */
    String open(Map<String, ?> options, String user, String room) {
        Set<String> before = browser.getWindowHandles();
        browser.switchTo().newWindow(WindowType.TAB);
        enter(options, user, room);
        return browser.getWindowHandles().stream()
                .filter(tab -> !before.contains(tab))
                .findFirst()
                .orElseThrow();
    }

    /** Goes to a page that has nothing, in the tab that was used last. */
    void away() {
        browser.get("about:blank");
    }

    Object run(String tab, String script) {
        browser.switchTo().window(tab);
        return run(script);
    }

    Object run(String script) {
        return browser.executeScript(script);
    }

    void closeTab(String tab) {
        browser.switchTo().window(tab).close();
    }

    String transport(String tab) {
        return (String) run(tab, "return herald.transport");
    }

    /** What a promise is kept with. */
    Object ask(String promise) {
        return browser.executeAsyncScript(
                "const done = arguments[0]; " + promise + ".then(done, (error) => done('failed: ' + error))");
    }

    void awaitHeard(String tab, List<?> contents) {
        browser.switchTo().window(tab);
        awaitHeardHere(contents);
    }

    /** In the tab that was used last. */
    void awaitHeardHere(List<?> contents) {
        Awaitility.await().atMost(DEADLINE).until(() -> ((List<?>) run("return heard")).size() >= contents.size());
    }

    @Override
    public void close() {
        browser.quit();
    }
}
