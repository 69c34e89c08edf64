package org.herald.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void explainsItself() throws InterruptedException {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(Options.USAGE);
    }

    @Test
    void saysInOneLineWhatIsWrongWithAnOption() throws InterruptedException {
        assertThat(run("--url", "ws://127.0.0.1/ws")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("herald-load: exactly one of --dev, --token and --token-file is needed"
                        + System.lineSeparator());
    }

    @Test
    void failsWhenNobodyListens() throws InterruptedException, IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(run("--url", "ws://127.0.0.1:" + port + "/ws", "--token", "t", "--connections", "2"))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("connections  0 of 2", "no connection: 2", "NOT WELL");
    }

    private int run(String... words) throws InterruptedException {
        return Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                words);
    }
}
