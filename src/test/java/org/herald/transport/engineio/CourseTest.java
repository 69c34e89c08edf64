package org.herald.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CourseTest {

    private final Course course = new Course();
    private final EngineLink link = new EngineLink(null, new FakeSocket());

    @Test
    void takesNoWebSocketThatNobodyWouldCloseAnyMore() {
        assertThat(course.end()).isTrue();
        assertThat(course.take(link)).isFalse();
        assertThat(course.link()).isNull();
    }

    @Test
    void endsOnceAndKnowsWhatIsStillToBeClosed() {
        assertThat(course.take(link)).isTrue();
        assertThat(course.end()).isTrue();
        assertThat(course.end()).isFalse();
        assertThat(course.link()).isSameAs(link);
    }
}
