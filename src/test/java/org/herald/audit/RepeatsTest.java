package org.herald.audit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.herald.hub.HandClock;
import org.herald.hub.TimerWheel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepeatsTest {

    private final HandClock clock = new HandClock();
    private final TimerWheel wheel = new TimerWheel(Duration.ofMillis(100), 64, clock::nanos, Assertions::fail);
    private final AuditLines heard = new AuditLines();
    private final Repeats repeats = new Repeats(new Audit("n1", clock, line -> {}), wheel, 2);

    @AfterEach
    void close() {
        heard.close();
    }

    private void note(String caller, int times) {
        for (int i = 1; i <= times; i++) {
            repeats.note(caller, Fact.of("refused").with("user", caller).with("try", i));
        }
    }

    private void waitForTheEnd() {
        clock.advance(Repeats.PERIOD);
        wheel.turn();
        clock.advance(Duration.ofMillis(200));
        wheel.turn();
    }

    @Test
    void writesALineForEachOfAFew() {
        note("mallory", Repeats.LINES);
        waitForTheEnd();

        assertThat(heard.lines()).hasSize(Repeats.LINES).noneMatch(line -> line.contains("times"));
    }

    @Test
    void tellsInOneLineHowManyMoreThereWere() {
        note("mallory", 1000);
        assertThat(heard.lines()).hasSize(Repeats.LINES);
        waitForTheEnd();

        List<JsonObject> facts = heard.facts("refused");
        assertThat(facts).hasSize(Repeats.LINES + 1);
        assertThat(facts.get(Repeats.LINES).getInt("times")).isEqualTo(1000 - Repeats.LINES);
        assertThat(facts.get(Repeats.LINES).getInt("try")).isEqualTo(1000);
    }

    @Test
    void beginsAnewWithEachPeriod() {
        note("mallory", 50);
        waitForTheEnd();
        note("mallory", 50);
        waitForTheEnd();

        assertThat(heard.lines()).hasSize(2 * (Repeats.LINES + 1));
    }

    @Test
    void givesEveryoneLinesOfTheirOwn() {
        note("mallory", 50);
        note("trudy", 3);

        assertThat(heard.lines().stream().filter(line -> line.contains("trudy")))
                .hasSize(3);
    }

    @Test
    void letsThoseShareWhoAreTooManyToBeToldApart() {
        note("one", 1);
        note("two", 1);
        for (int i = 0; i < 100; i++) {
            note("more " + i, 1);
        }
        assertThat(heard.lines()).hasSize(2 + Repeats.LINES);
        waitForTheEnd();

        assertThat(heard.lines()).hasSize(2 + Repeats.LINES + 1);
        note("more", 1);
        assertThat(heard.lines()).hasSize(2 + Repeats.LINES + 2);
    }
}
