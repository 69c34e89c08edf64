package org.herald.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

/** Looking into objects whose classes may not be what one thinks. */
class InsideTest {

    private static final String OUTER = Outer.class.getName();
    private static final String INNER = Inner.class.getName();

    private final Inside inside = new Inside(InsideTest.class.getClassLoader());

    @Test
    void followsFieldsFromOneObjectToAnother() throws Exception {
        Inside.Path path = inside.path(OUTER + "#inner", INNER + "#word");

        assertThat(path.follow(new Outer(new Inner("found")))).isEqualTo("found");
    }

    @Test
    void endsInNothingWhereAFieldIsEmpty() throws Exception {
        assertThat(inside.path(OUTER + "#inner", INNER + "#word").follow(new Outer(null)))
                .isNull();
    }

    @Test
    void refusesAnObjectThatIsNotWhatTheNextFieldIsOf() throws Exception {
        Inside.Path path = inside.path(OUTER + "#inner", INNER + "#word");

        assertThatThrownBy(() -> path.follow(new Outer(new Object()))).isInstanceOf(NoSuchFieldException.class);
        assertThatThrownBy(() -> path.follow("no outer at all")).isInstanceOf(NoSuchFieldException.class);
    }

    @Test
    void refusesAtOnceWhatIsNotThere() {
        assertThatThrownBy(() -> inside.path("org.example.Missing#field")).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> inside.path(OUTER + "#missing")).isInstanceOf(NoSuchFieldException.class);
        assertThatThrownBy(() -> inside.path(INNER + "#word", OUTER + "#inner"))
                .isInstanceOf(NoSuchFieldException.class)
                .hasMessageContaining("does not lead to");
    }

    @Test
    void refusesFieldsAndMethodsOfAnotherType() throws Exception {
        assertThat(inside.field(INNER, "word", String.class).get(new Inner("x")))
                .isEqualTo("x");
        assertThatThrownBy(() -> inside.field(INNER, "word", Integer.class)).isInstanceOf(NoSuchFieldException.class);
        assertThat(inside.method(INNER, "say", String.class).invoke(new Inner("x")))
                .isEqualTo("x");
        assertThatThrownBy(() -> inside.method(INNER, "say", Integer.class)).isInstanceOf(NoSuchMethodException.class);
    }

    @Test
    void setsAFieldOfWhatHasItAndOfNothingElse() throws Exception {
        Field word = inside.field(INNER, "word", String.class);
        Inner inner = new Inner("before");

        Inside.set(word, inner, "after");

        assertThat(inner.say()).isEqualTo("after");
        assertThatThrownBy(() -> Inside.set(word, "a wrapper of it", "after")).isInstanceOf(NoSuchFieldException.class);
    }

    private static final class Outer {
        private final Object inner;

        private Outer(Object inner) {
            this.inner = inner;
        }

        @Override
        public String toString() {
            return "outer of " + inner;
        }
    }

    private static final class Inner {
        private final String word;

        private Inner(String word) {
            this.word = word;
        }

        private String say() {
            return word;
        }

        @Override
        public String toString() {
            return say();
        }
    }
}
