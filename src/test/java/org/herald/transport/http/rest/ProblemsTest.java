package org.herald.transport.http.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import org.herald.transport.http.Problem;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    @Test
    void blamesWhoeverSendsNothingOfTheBodyThatWasAnnounced() {
        Problem problem = of(new ProcessingException(new IOException("a secret of the container")));

        assertThat(problem.statusCode()).isEqualTo(400);
        assertThat(problem.detail()).isEqualTo("the body has not arrived");
    }

    @Test
    void blamesNobodyElseForAConnectionToTheStore() {
        assertThat(of(new CompletionException(new IllegalStateException(new IOException("broken pipe"))))
                        .statusCode())
                .isEqualTo(500);
        assertThat(of(new IOException("no space left")).statusCode()).isEqualTo(500);
    }

    @Test
    void findsTheRefusalInWhatAContainerWrapped() {
        Problem problem = of(new CompletionException(Refused.because(ErrorCode.CONFLICT, "another one")));

        assertThat(problem.statusCode()).isEqualTo(409);
        assertThat(problem.code()).isEqualTo("conflict");
    }

    private static Problem of(Throwable failure) {
        return Problems.problem(failure, Optional.empty());
    }
}
