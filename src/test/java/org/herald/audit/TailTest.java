package org.herald.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What of the audit log is read along. */
class TailTest {

    private final Hand clock = new Hand();
    private final AuditLines log = new AuditLines();
    private final List<String> read = new ArrayList<>();
    private final Audit audit = new Audit("n1", clock, read::add);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void tellsNothingWhileNobodyWatches() {
        audit.note(Fact.of("connected"));

        assertThat(read).isEmpty();
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void tellsWhatIsLoggedForAsLongAsItIsWatched() {
        audit.watch(Duration.ofSeconds(10));
        audit.note(Fact.of("connected").with("user", "alice"));
        clock.advance(Duration.ofSeconds(9));
        audit.note(Fact.of("disconnected"));
        clock.advance(Duration.ofSeconds(1));
        audit.note(Fact.of("connected").with("user", "bob"));

        assertThat(read).containsExactlyElementsOf(log.lines().subList(0, 2));
        assertThat(log.lines()).hasSize(3);
    }

    @Test
    void tellsAlsoWhatIsNotLogged() {
        java.util.logging.Logger.getLogger(Audit.LOGGER).setLevel(java.util.logging.Level.OFF);
        audit.watch(Duration.ofSeconds(10));
        audit.note(Fact.of("connected"));

        assertThat(read).hasSize(1);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void tellsSoManyInASecondAndThenHowManyWereLeftOut() {
        audit.watch(Duration.ofSeconds(10));
        for (int i = 0; i < Tail.OTHERS_PER_SECOND + 7; i++) {
            audit.note(Fact.of("connected"));
        }
        assertThat(read).hasSize(Tail.OTHERS_PER_SECOND);

        clock.advance(Duration.ofSeconds(1));
        audit.note(Fact.of("disconnected"));

        assertThat(read).hasSize(Tail.OTHERS_PER_SECOND + 2);
        assertThat(read.get(Tail.OTHERS_PER_SECOND)).contains("\"node\":\"n1\",\"event\":\"omitted\",\"count\":7}");
        assertThat(read.get(Tail.OTHERS_PER_SECOND + 1)).contains("disconnected");
    }

    @Test
    void tellsOfThoseLeftOutThoughNothingMoreHappens() {
        audit.watch(Duration.ofSeconds(10));
        for (int i = 0; i < Tail.OTHERS_PER_SECOND + 1; i++) {
            audit.note(Fact.of("connected"));
        }
        clock.advance(Duration.ofSeconds(2));
        audit.watch(Duration.ofSeconds(10));
        audit.watch(Duration.ofSeconds(10));

        assertThat(read).hasSize(Tail.OTHERS_PER_SECOND + 1);
        assertThat(read.get(Tail.OTHERS_PER_SECOND)).contains("\"event\":\"omitted\",\"count\":1}");
    }

    @Test
    void tellsWhoBeginsToWatchNothingOfWhatWasLeftOutBefore() {
        audit.watch(Duration.ofSeconds(10));
        for (int i = 0; i < Tail.PER_SECOND + 7; i++) {
            audit.note(Fact.of("connected"));
        }
        read.clear();

        clock.advance(Duration.ofSeconds(10));
        audit.watch(Duration.ofSeconds(10));
        audit.note(Fact.of("disconnected"));

        assertThat(read).hasSize(1).first().asString().contains("disconnected");
    }

    @Test
    void tellsWhatAdministratorsDoThoughThereIsAFloodOfOtherThings() {
        audit.watch(Duration.ofSeconds(10));
        for (int i = 0; i < 1000; i++) {
            audit.note(Fact.of("refused"));
        }
        audit.note(Fact.of("admin").with("action", "kick"));

        assertThat(read.get(read.size() - 1)).contains("\"action\":\"kick\"");
    }

    @Test
    void tellsSoManyDeedsOfAdministratorsAndNoMore() {
        audit.watch(Duration.ofSeconds(10));
        for (int i = 0; i < 1000; i++) {
            audit.note(Fact.of("admin"));
            audit.note(Fact.of("refused"));
        }
        assertThat(read).hasSize(Tail.PER_SECOND);

        clock.advance(Duration.ofSeconds(1));
        audit.note(Fact.of("connected"));

        assertThat(read.get(Tail.PER_SECOND))
                .contains("\"event\":\"omitted\",\"count\":" + (2000 - Tail.PER_SECOND) + "}");
    }

    private static final class Hand extends Clock {
        private Instant now = Instant.parse("2025-11-20T06:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
