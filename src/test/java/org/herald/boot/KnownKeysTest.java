package org.herald.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KnownKeysTest {

    @Test
    void findsAKeyThatNothingReads() {
        assertThat(KnownKeys.misspelt(List.of("herald.limits.mesages", "herald.limits.messages")))
                .containsExactly("herald.limits.mesages");
    }

    @Test
    void leavesTheKeysOfOthersAlone() {
        assertThat(KnownKeys.misspelt(List.of("java.version", "mp.jwt.verify.issuer", "heraldry.lions")))
                .isEmpty();
    }

    @Test
    void letsNamespacesHaveNamesOfTheirOwn() {
        assertThat(KnownKeys.misspelt(List.of("herald.namespace.ops.join", "herald.namespaces")))
                .isEmpty();
    }
}
