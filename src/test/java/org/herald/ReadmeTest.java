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
        List<MatchResult> rows =
                ROW.matcher(Files.readString(Path.of("README.md"))).results().toList();

        assertThat(rows).extracting(row -> row.group(1)).contains("Payara Micro", "Payara Server", "WildFly");
        assertThat(rows).allSatisfy(row -> {
            String property = PROPERTIES.get(row.group(1));
            assertThat(pom).contains("<" + property + ">" + row.group(2) + "</" + property + ">");
        });
    }
}
