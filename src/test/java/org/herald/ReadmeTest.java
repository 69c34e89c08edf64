package org.herald;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README claims no other versions than those that the build has. That they are tested, {@code ClaimsIT} sees to. */
class ReadmeTest {

    private static final Pattern ROW = Pattern.compile(
            "^\\| (Payara Micro|Payara Server|WildFly) (\\S+) \\| (\\d+) \\| .+ \\|$", Pattern.MULTILINE);

    private static final Map<String, String> PROPERTIES =
            Map.of("Payara Micro", "payara.version", "Payara Server", "payara.version", "WildFly", "wildfly.version");

    @Test
    void claimsTheVersionsOfTheBuild() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        List<MatchResult> rows = rows();

        assertThat(rows).extracting(row -> row.group(1)).contains("Payara Micro", "Payara Server", "WildFly");
        assertThat(rows).allSatisfy(row -> {
            String property = PROPERTIES.get(row.group(1));
            assertThat(pom).contains("<" + property + ">" + row.group(2) + "</" + property + ">");
        });
    }

    @Test
    void claimsTheJdksThatTheTestsAreRunOn() throws IOException {
        String usual = only("<maven.compiler.release>(\\d+)<", Path.of("pom.xml"));
        String newer = only("JAVA_VERSION=\"(\\d+)", Path.of(".ci", "run"));

        assertThat(rows())
                .extracting(row -> row.group(1) + " " + row.group(3))
                .containsExactlyInAnyOrder(
                        "Payara Micro " + usual,
                        "WildFly " + usual,
                        "Payara Server " + usual,
                        "Payara Micro " + newer,
                        "WildFly " + newer);
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("README.md"))).results().toList();
    }

    private static String only(String pattern, Path file) throws IOException {
        List<MatchResult> found = Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .toList();
        assertThat(found).as("%s in %s", pattern, file).hasSize(1);
        return found.get(0).group(1);
    }
}
