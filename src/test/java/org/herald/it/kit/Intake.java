package org.herald.it.kit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * What has arrived at a socket and was not taken yet. A deadline that passes in the middle of something takes
 * nothing, so the next call finds it whole. For one thread at a time.
 */
final class Intake {

    private static final int LONGEST_FRAME = 64 << 20;

    private final Socket socket;
    private final InputStream in;
    private byte[] buffer = new byte[2048];
    private int start;
    private int end;

    Intake(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** @throws EOFException when the other side ends before {@code count} bytes are there */
    byte[] take(int count, Deadline deadline) throws IOException {
        need(count, deadline);
        byte[] taken = Arrays.copyOfRange(buffer, start, start + count);
        start += count;
        return taken;
    }

    /** Whatever comes until the other side ends. */
    byte[] takeRest(Deadline deadline) throws IOException {
        while (fill(deadline)) {
            // until the end
        }
        return take(end - start, deadline);
    }

    /** A line without its CR LF. */
    String line(Deadline deadline) throws IOException {
        int scanned = 0;
        while (true) {
            for (; start + scanned < end; scanned++) {
                if (buffer[start + scanned] == '\n') {
                    String line = new String(take(scanned + 1, deadline), StandardCharsets.ISO_8859_1);
                    return line.stripTrailing();
                }
            }
            need(scanned + 1, deadline);
        }
    }

    WireFrame frame(Deadline deadline) throws IOException {
        need(2, deadline);
        int shortLength = buffer[start + 1] & 0x7F;
        int header = 2 + (shortLength == 127 ? 8 : shortLength == 126 ? 2 : 0);
        need(header, deadline);
        ByteBuffer length = ByteBuffer.wrap(buffer, start + 2, header - 2);
        long bytes = shortLength == 127
                ? length.getLong()
                : shortLength == 126 ? Short.toUnsignedInt(length.getShort()) : shortLength;
        if (bytes < 0 || bytes > LONGEST_FRAME) {
            throw new IOException("The server sends a frame of " + bytes + " bytes");
        }
        if ((buffer[start + 1] & 0x80) != 0) {
            throw new IOException("The server masks its frames (RFC 6455 section 5.1 forbids it)");
        }
        need(header + (int) bytes, deadline);
        int first = buffer[start];
        take(header, deadline);
        return new WireFrame((first & 0x80) != 0, first >> 4 & 7, first & 0x0F, take((int) bytes, deadline));
    }

    private void need(int count, Deadline deadline) throws IOException {
        while (end - start < count) {
            if (!fill(deadline)) {
                throw new EOFException("The connection ended" + (end == start ? "" : " in the middle"));
            }
        }
    }

    private boolean fill(Deadline deadline) throws IOException {
        makeRoom();
        socket.setSoTimeout(deadline.socketTimeout());
        int count = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, count);
        return count >= 0;
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
    }

    /** A moment until which a read may take; {@link #NEVER} waits for ever. */
    record Deadline(long nanos, boolean bounded) {

        static final Deadline NEVER = new Deadline(0, false);

        static Deadline in(Duration time) {
            return new Deadline(System.nanoTime() + time.toNanos(), true);
        }

        private int socketTimeout() throws SocketTimeoutException {
            if (!bounded) {
                return 0;
            }
            long left = (nanos - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("Nothing more came before the deadline");
            }
            return (int) Math.min(left, Integer.MAX_VALUE);
        }
    }
}
