package org.herald.transport.http.sse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who takes a stream. */
class EventStreamServletTest {

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "TEXT/Event-Stream;q=0.9", "a/b, text/* ; q=0.1", "*/*", ";,*/*"})
    void findsTheStreamAmongWhatIsAccepted(String header) {
        assertThat(EventStreamServlet.accepts(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", ";;", ",", ";,;", "application/json", "text/event-stream2"})
    void findsNoStreamInWhateverElseIsSent(String header) {
        assertThat(EventStreamServlet.accepts(header)).isFalse();
    }
}
