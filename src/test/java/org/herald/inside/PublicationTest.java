package org.herald.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicationTest {

    @Test
    void isEitherATextOrAJsonValue() {
        assertThatThrownBy(() -> new Publication("general", "x", "1", null, null, null))
                .hasMessage("either text or json");
        assertThatThrownBy(() -> new Publication("general", null, null, null, null, null))
                .hasMessage("either text or json");
        assertThatThrownBy(() -> Publication.text("general", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Publication.json(null, "1")).isInstanceOf(NullPointerException.class);
    }

    @Test
    void doesNotShowWhatItSays() {
        assertThat(Publication.text("general", "secret").from("alice").id("u1")).hasToString("Publication[general]");
    }

    @Test
    void goesToHeraldWhileThatRuns() {
        Publications publications = new Publications();
        List<Publication> taken = new ArrayList<>();
        publications.open(taken::add);
        Publication publication = Publication.text("general", "hello");

        publications.take(publication);

        assertThat(taken).containsExactly(publication);
    }

    @Test
    void doesNotFailWithWhoeverListensWhileHeraldDoesNotRun() {
        Publications publications = new Publications();
        List<Outcome> outcomes = new ArrayList<>();
        Publication publication = Publication.text("general", "hello").told(outcome -> {
            outcomes.add(outcome);
            throw new IllegalStateException("of the application");
        });

        assertThatCode(() -> publications.take(publication)).doesNotThrowAnyException();

        assertThat(outcomes).hasSize(1);
    }

    @Test
    void isRefusedWhileHeraldDoesNotRun() {
        Publications publications = new Publications();
        List<Outcome> outcomes = new ArrayList<>();
        publications.open(publication -> {
            throw new AssertionError("Herald has gone");
        });
        publications.close();

        publications.take(Publication.text("general", "hello").told(outcomes::add));
        publications.take(Publication.text("general", "nobody is told"));

        assertThat(outcomes).extracting(Outcome::refusal).containsExactly("unavailable");
        assertThat(outcomes.get(0).isPublished()).isFalse();
    }
}
