package org.herald.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One HTTP request over a socket of its own, from wherever, to be read as slowly as a test wants. For one thread. */
public final class RawHttp implements AutoCloseable {

    private final Socket socket;
    private final Intake intake;

    private RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        this.intake = new Intake(socket);
    }

    /**
     * Sends a request and reads all of the answer.
     *
     * @param headers whole lines
     */
    public static HttpAnswer get(Route route, String target, String... headers) {
        try (RawHttp http = send(route, "GET " + target, headers)) {
            return http.answer();
        }
    }

    /** Sends a request, as far as a body. @param headers whole lines */
    public static RawHttp send(Route route, String methodAndTarget, String... headers) {
        try {
            RawHttp http = new RawHttp(route.connect());
            StringBuilder request = new StringBuilder(methodAndTarget)
                    .append(" HTTP/1.1\r\nHost: ")
                    .append(route.target().getHostString())
                    .append(':')
                    .append(route.target().getPort())
                    .append("\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            http.socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return http;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends some of the body that a header has announced. */
    public RawHttp body(String part) {
        try {
            socket.getOutputStream().write(part.getBytes(StandardCharsets.UTF_8));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads an answer that ends. */
    public HttpAnswer answer() {
        try {
            return HttpAnswer.read(intake, Intake.Deadline.in(WebSocketWire.PATIENCE.plusSeconds(30)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One more line of whatever comes; null when nothing more comes within {@code patience}, or the other side ended. */
    public String line(Duration patience) {
        try {
            return intake.line(Intake.Deadline.in(patience));
        } catch (IOException e) {
            return null;
        }
    }

    /** Reads whatever comes, and how many bytes that are, until the server ends the connection. */
    public int readToTheEnd(Duration patience) {
        try {
            return intake.takeRest(Intake.Deadline.in(patience)).length;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection has not ended", e);
        } catch (IOException reset) {
            return -1;
        }
    }

    /** Ends the connection by a reset: also what is on its way is lost. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the connection without a word. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
