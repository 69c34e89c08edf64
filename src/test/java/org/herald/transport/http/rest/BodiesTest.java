package org.herald.transport.http.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.herald.auth.BadRequest;
import org.junit.jupiter.api.Test;

class BodiesTest {

    @Test
    void takesNoMoreThanIsAskedFor() {
        assertThat(Bodies.arrived(new ByteArrayInputStream(new byte[100]), 10)).hasSize(10);
    }

    @Test
    void blamesWhoeverVanishesAmidABody() {
        InputStream broken = new InputStream() {
            private int left = 3;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("a secret of the container");
                }
                return '{';
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                bytes[from] = (byte) read();
                return 1;
            }
        };

        assertThatThrownBy(() -> Bodies.arrived(broken, 100))
                .isInstanceOf(BadRequest.class)
                .hasMessage("the body has not arrived");
    }
}
