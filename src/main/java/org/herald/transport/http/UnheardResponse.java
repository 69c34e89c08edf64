package org.herald.transport.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * An answer that may come when nobody is there any more. That is no fault, but Jersey takes it for one and logs it with its
 * stack: whoever asks and hangs up could fill the log. So what cannot be written is forgotten.
 */
final class UnheardResponse extends HttpServletResponseWrapper {

    private static final Logger LOG = System.getLogger("org.herald.http");

    UnheardResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return new Output(super.getOutputStream());
    }

    @Override
    public void flushBuffer() {
        attempt(super::flushBuffer);
    }

    private static void attempt(Step step) {
        try {
            step.run();
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "nobody waits for an answer any more", gone);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static final class Output extends ServletOutputStream {

        private final ServletOutputStream out;

        private Output(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            attempt(() -> out.write(b));
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            attempt(() -> out.write(bytes, from, length));
        }

        @Override
        public void flush() {
            attempt(out::flush);
        }

        @Override
        public void close() {
            attempt(out::close);
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
