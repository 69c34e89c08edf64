package org.herald.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.herald.auth.BadRequest;
import org.herald.hub.CloseCode;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {

    @Test
    void tellsWhatAndWhy() {
        assertThat(Problem.of(Refused.invalid("content", "is missing")).json())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"detail\":\"content: is missing\",\"code\":\"invalid_data\",\"field\":\"content\"}");
        assertThat(Problem.of(new BadRequest("a \"rule\"")).json())
                .contains("\"status\":400", "\"code\":\"bad_request\"", "\"detail\":\"a \\\"rule\\\"\"");
    }

    @Test
    void tellsWhenToTryAgain() {
        Problem limited = Problem.of(Refused.rateLimited("slowly", Duration.ofMillis(1001)));
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers()).containsEntry("Retry-After", "2");
        assertThat(limited.json()).contains("\"retryAfterMs\":1001");
        Problem away = Problem.of(Refused.because(ErrorCode.UNAVAILABLE, "away"));
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers()).containsEntry("Retry-After", "1");
        assertThat(Problem.of(Refused.rateLimited("soon", Duration.ofMillis(1))).headers())
                .containsEntry("Retry-After", "1");
        assertThat(Problem.internal().headers()).doesNotContainKey("Retry-After");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void hasAStatusForEveryCode(ErrorCode code) {
        Problem problem = Problem.of(Refused.because(code, "why"));
        assertThat(problem.statusCode()).isBetween(400, 599);
        assertThat(problem.code()).isEqualTo(code.wire());
        assertThat(problem.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(problem.headers().containsKey("WWW-Authenticate")).isEqualTo(code == ErrorCode.UNAUTHORIZED);
    }

    @Test
    void knowsStatusesThatContainersAnswer() {
        assertThat(Problem.of(404, "x").code()).isEqualTo("not_found");
        assertThat(Problem.of(405, "x").code()).isEqualTo("method_not_allowed");
        assertThat(Problem.of(406, "x").code()).isEqualTo("not_acceptable");
        assertThat(Problem.of(413, "x").code()).isEqualTo("too_large");
        assertThat(Problem.of(413, "x").headers())
                .as("of the answer, not of the connection")
                .doesNotContainKey("Connection");
        assertThat(Problem.of(415, "x").code()).isEqualTo("unsupported_media_type");
        assertThat(Problem.of(418, "x").code()).isEqualTo("bad_request");
        assertThat(Problem.of(507, "x").code()).isEqualTo("internal");
    }

    @Test
    void tellsWhyAWaitEnded() {
        assertThat(Problem.of(CloseCode.UNAUTHORIZED, "expired").statusCode()).isEqualTo(401);
        assertThat(Problem.of(CloseCode.KICKED, "go").json()).contains("\"status\":403", "\"code\":\"kicked\"");
        assertThat(Problem.of(CloseCode.TRY_LATER, "later").statusCode()).isEqualTo(503);
        assertThat(Problem.of(CloseCode.SERVER_FAULT, "secret").json())
                .contains("\"internal\"")
                .doesNotContain("secret");
    }
}
