package org.herald.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UnheardResponseTest {

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean gone;

    private final UnheardResponse response = new UnheardResponse((HttpServletResponse) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("getOutputStream")) {
                    return new Line();
                }
                if (gone) {
                    throw new IOException("Connection is closed");
                }
                return null;
            }));

    @Test
    void writesToWhoeverIsThere() throws IOException {
        try (OutputStream out = response.getOutputStream()) {
            out.write('a');
            out.write("bcd".getBytes(StandardCharsets.UTF_8), 1, 2);
            out.flush();
        }
        assertThat(heard.toString(StandardCharsets.UTF_8)).isEqualTo("acd");
    }

    @Test
    void makesNoFaultOfSomebodyWhoHasGone() {
        gone = true;
        assertThatCode(() -> {
                    OutputStream out = response.getOutputStream();
                    out.write('a');
                    out.write(new byte[3], 0, 3);
                    out.flush();
                    out.close();
                    response.flushBuffer();
                })
                .doesNotThrowAnyException();
        assertThat(heard.size()).isZero();
    }

    private final class Line extends ServletOutputStream {
        private void require() throws IOException {
            if (gone) {
                throw new IOException("Connection is closed");
            }
        }

        @Override
        public void write(int b) throws IOException {
            require();
            heard.write(b);
        }

        @Override
        public void flush() throws IOException {
            require();
        }

        @Override
        public void close() throws IOException {
            require();
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
