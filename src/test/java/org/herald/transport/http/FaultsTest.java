package org.herald.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a door lets fall is told to nobody. */
class FaultsTest {

    private static final FilterChain BROKEN = (request, response) -> {
        throw new IllegalStateException("a secret");
    };

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<String> calls = new ArrayList<>();
    private boolean committed;
    private boolean async;

    private void run(FilterChain chain) throws IOException, ServletException {
        new Faults().doFilter(request(), response(), chain);
    }

    private HttpServletRequest request() {
        return fake(HttpServletRequest.class, (proxy, method, arguments) -> asked(method.getName()));
    }

    private Object asked(String method) {
        return switch (method) {
            case "getMethod" -> "GET";
            case "isAsyncStarted" -> async;
            default -> null;
        };
    }

    private HttpServletResponse response() {
        return fake(HttpServletResponse.class, (proxy, method, arguments) -> told(method.getName(), arguments));
    }

    private Object told(String method, Object[] arguments) {
        return switch (method) {
            case "isCommitted" -> committed;
            case "getOutputStream" -> new Output();
            case "setStatus" -> noted("status " + arguments[0]);
            case "reset" -> noted("reset");
            default -> null;
        };
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object noted(String call) {
        calls.add(call);
        return null;
    }

    @Test
    void tellsThatSomethingWentWrongAndNothingMore() throws IOException, ServletException {
        run(BROKEN);
        assertThat(calls).containsExactly("reset", "status 500");
        assertThat(body.toString(StandardCharsets.UTF_8))
                .contains("\"code\":\"internal\"")
                .doesNotContain("secret")
                .doesNotContain("Exception");
    }

    @Test
    void tellsNoMoreOfWhatAContainerHasWrapped() throws IOException, ServletException {
        run((request, response) -> {
            throw new ServletException("a secret", new IllegalStateException());
        });
        assertThat(calls).containsExactly("reset", "status 500");
    }

    @Test
    void touchesNoAnswerThatHasBegun() {
        committed = true;
        assertThatThrownBy(() -> run(BROKEN)).isInstanceOf(IllegalStateException.class);
        assertThat(calls).isEmpty();
    }

    @Test
    void touchesNoAnswerThatComesLater() {
        async = true;
        assertThatThrownBy(() -> run(BROKEN)).isInstanceOf(IllegalStateException.class);
        assertThat(calls).isEmpty();
    }

    @Test
    void leavesAloneWhatGoesWell() throws IOException, ServletException {
        run((request, response) -> {});
        assertThat(calls).isEmpty();
    }

    private final class Output extends ServletOutputStream {
        @Override
        public void write(int b) {
            body.write(b);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("nobody waits here");
        }
    }
}
