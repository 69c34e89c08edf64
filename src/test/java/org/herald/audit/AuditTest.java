package org.herald.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditTest {

    private final AuditLines heard = new AuditLines();
    private final Audit audit =
            new Audit("n1", Clock.fixed(Instant.ofEpochMilli(1_763_612_345_678L), ZoneOffset.UTC), line -> {});

    @AfterEach
    void close() {
        heard.close();
    }

    @Test
    void writesOneLineOfJsonForAFact() {
        audit.note(Fact.of("admin")
                .with("user", "root")
                .with("reason", (String) null)
                .with("connections", 3)
                .with("silent", List.of())
                .with("nodes", List.of("n1", "n2")));

        assertThat(heard.lines())
                .containsExactly("{\"time\":\"2025-11-20T04:19:05.678Z\",\"node\":\"n1\",\"event\":\"admin\","
                        + "\"user\":\"root\",\"connections\":3,\"nodes\":[\"n1\",\"n2\"]}");
    }

    @Test
    void letsNoTextEndTheLineOrPassForAnotherField() {
        String nasty = "a\"},{\\\n\r\t\u0000\u0085\u2028\u202e\ud800 \ue000ü😀";
        audit.note(Fact.of("connected").with("user", nasty));

        assertThat(heard.lines().get(0))
                .contains("\"a\\\"},{\\\\\\u000a\\u000d\\u0009\\u0000\\u0085\\u2028\\u202e\\ud800 \\ue000ü😀\"}")
                .doesNotContain("\n", "\r", "\u2028");
        assertThat(heard.facts().get(0).getString("user")).isEqualTo(nasty);
    }

    @Test
    void escapesWhatIsNotSeenBeyondTheBasicPlane() {
        String tag = new String(Character.toChars(0xE0041));
        audit.note(Fact.of("connected").with("user", tag));

        assertThat(heard.lines().get(0)).contains("\"\\udb40\\udc41\"");
        assertThat(heard.facts().get(0).getString("user")).isEqualTo(tag);
    }
}
