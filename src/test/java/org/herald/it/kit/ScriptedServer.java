package org.herald.it.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes one connection, reads the request, and then does what a test of the kit tells it. */
final class ScriptedServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<Void> done;

    /** What to do once the request was read. */
    interface Script {
        void play(Peer peer) throws IOException;
    }

    ScriptedServer(Script script) throws IOException {
        done = CompletableFuture.runAsync(() -> serve(script));
    }

    Server server() {
        return new Server("scripted", Product.underTest(), new Ports(socket.getLocalPort(), 0), null, null);
    }

    private void serve(Script script) {
        try (Socket accepted = socket.accept()) {
            BufferedReader request =
                    new BufferedReader(new InputStreamReader(accepted.getInputStream(), StandardCharsets.US_ASCII));
            String key = "";
            for (String line = request.readLine(); !line.isEmpty(); line = request.readLine()) {
                if (line.startsWith("Sec-WebSocket-Key: ")) {
                    key = line.substring(line.indexOf(' ') + 1);
                }
            }
            script.play(new Peer(accepted, key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits within a script. */
    static void await(CountDownLatch latch) {
        try {
            latch.await(WebSocketWire.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends, and fails if the script did. */
    @Override
    public void close() throws IOException {
        socket.close();
        done.join();
    }

    record Peer(Socket socket, String key) {

        void upgrade() throws IOException {
            say("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: " + Handshake.accept(key) + "\r\n\r\n");
        }

        void say(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        void send(byte... bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        /** What the client sends until it ends. */
        byte[] hearOut() throws IOException {
            return socket.getInputStream().readAllBytes();
        }
    }
}
