package org.herald.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Server;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.chrome.ChromeDriver;

/** Every example of {@code docs/clients.md} does what it says, as it stands there. */
@ExtendWith(ArquillianExtension.class)
class QuickStartIT {

    private static final Path MANUAL = Path.of("docs", "clients.md");
    private static final Path FOLDER = Path.of("target", "quick-start");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ArquillianResource
    private Server server;

    @Deployment(testable = false)
    @TargetsContainer("dev")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void worksInABrowser() throws IOException {
        // As a module: what is imported comes first, whatever is awaited is.
        String script = example("js").replaceAll("import (\\{[^}]+}) from ('[^']+');", "const $1 = await import($2);");
        ChromeDriver browser = Chromium.start();
        try {
            browser.get(server.base() + "/");
            browser.manage().timeouts().scriptTimeout(PATIENCE);
            Object problem = browser.executeAsyncScript("const done = arguments[0]; (async () => {" + script
                    + "})().then(() => done(''), (error) => done(String(error)))");

            assertThat(problem).isEqualTo("");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(browser.executeScript("return document.body.textContent"))
                            .asString()
                            .contains("alice: 42 is out"));
        } finally {
            browser.quit();
        }
    }

    @Test
    void worksInNode() throws IOException, InterruptedException {
        Path module = FOLDER.resolve("node_modules/@herald/client");
        copy(Path.of("src", "client"), module);
        Path program = Files.writeString(FOLDER.resolve("example.mjs"), example("mjs"));

        assertThat(run("node", program.toString())).contains("backend: 43 is out");
    }

    @Test
    void worksWithCurl() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Path script = Files.writeString(FOLDER.resolve("example.sh"), example("bash"));

        assertThat(run("bash", "-e", script.toString()))
                .contains("\"eventId\":\"")
                .contains("event: connected")
                .contains("\"userId\":\"carol\"");
    }

    private static String example(String language) throws IOException {
        Matcher found = Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(MANUAL));
        assertThat(found.find()).as("an example in " + language).isTrue();
        return found.group(1);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path output = FOLDER.resolve(command[0] + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HERALD", server.base().toString());
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(output);
        assertThat(ended).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
