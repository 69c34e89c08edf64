package org.herald.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class SparingLogTest {

    private final List<String> lines = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1;
    private final SparingLog log = new SparingLog(new Lines(), () -> now);

    private final class Lines implements System.Logger {
        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String line, Throwable thrown) {
            lines.add(level + " " + line);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            lines.add(level + " " + format);
        }
    }

    @Test
    void writesOneLineASecondAndHowManyItLeftOut() {
        log.warn("one");
        log.warn("two");
        now += Duration.ofSeconds(1).toNanos() - 1;
        log.warn("three");
        now++;
        log.warn("four");
        now += Duration.ofSeconds(1).toNanos();
        log.warn("five");

        assertThat(lines).containsExactly("WARNING one", "WARNING four (and 2 others before it)", "WARNING five");
    }
}
