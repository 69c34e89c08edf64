package org.herald.transport.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * An answer that is written whenever the container takes it, by nobody's waiting (Servlet 6.0 section 5.7): chunk after
 * chunk, each flushed, the next when the one before was taken. Whoever hands chunks in bounds how many there are.
 *
 * <p>Safe for use by any thread; its state is guarded by {@code chunks}, and nothing foreign is called under it. Only one
 * thread at a time is at the output.
 */
public final class Outflow implements WriteListener, AsyncListener {

    private static final Logger LOG = System.getLogger(Outflow.class.getName());

    /** What the server may keep of an answer, beside the kernel, where that can be bound. */
    private static final int KEPT = 256 << 10;

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Pipe pipe;
    private final Runnable gone;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private final Course course = new Course();

    private Outflow(AsyncContext context, ServletOutputStream out, Runnable gone) {
        this.context = context;
        this.out = out;
        this.pipe = Pipe.of(context.getRequest());
        this.gone = gone;
    }

    /**
     * Takes the answer over.
     *
     * @param gone is called when nothing more can be written: the other side is away, or the answer was ended
     */
    public static Outflow of(AsyncContext context, Runnable gone) throws IOException {
        Outflow outflow = new Outflow(context, context.getResponse().getOutputStream(), gone);
        outflow.pipe.limit(KEPT);
        context.addListener(outflow);
        outflow.out.setWriteListener(outflow);
        return outflow;
    }

    /**
     * Writes when the container takes it.
     *
     * @param done is called once, with why it failed or null
     */
    public void write(byte[] bytes, Consumer<Throwable> done) {
        boolean late;
        synchronized (chunks) {
            late = course.over || course.ending;
            if (!late) {
                chunks.add(new Chunk(bytes, done));
            }
        }
        if (late) {
            done.accept(new IOException("the answer has ended"));
        } else {
            drive();
        }
    }

    /** Whether nothing waits to be written. */
    public boolean isIdle() {
        synchronized (chunks) {
            return chunks.isEmpty();
        }
    }

    /** Ends the answer when everything is written. */
    public void end() {
        synchronized (chunks) {
            course.ending = true;
        }
        drive();
    }

    /**
     * Ends the connection, and with it what the server still has of an answer that has ended. Only for answers after which
     * the connection is not used again.
     */
    public void cutOff() {
        pipe.cutOff();
    }

    /** Ends the answer now, wherever it is; and the connection, if something of it could not be written. */
    public void abort() {
        over(new IOException("the answer was cut off"));
    }

    @Override
    public void onWritePossible() {
        synchronized (chunks) {
            course.begun = true;
        }
        drive();
    }

    @Override
    public void onError(Throwable failure) {
        LOG.log(Level.DEBUG, "an answer could not be written", failure);
        over(failure);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        over(new IOException("the answer has ended"));
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        over(new IOException("the container waits no longer"));
    }

    @Override
    public void onError(AsyncEvent event) {
        onError(event.getThrowable() == null ? new IOException("the container gave up") : event.getThrowable());
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // goes on
    }

    /** Whoever comes while another is at it leaves the rest to that one. */
    private void drive() {
        synchronized (chunks) {
            if (!course.begun || course.over || course.driven) {
                course.again = true;
                return;
            }
            course.driven = true;
        }
        boolean more = true;
        while (more) {
            synchronized (chunks) {
                course.again = false;
            }
            try {
                pump();
            } catch (IOException | RuntimeException failure) {
                onError(failure);
            }
            synchronized (chunks) {
                more = course.again && !course.over;
                course.driven = more;
            }
        }
        complete();
    }

    /** When it is over, and nobody is at the output, which may be another answer's afterwards. */
    private void complete() {
        synchronized (chunks) {
            if (!course.over || course.driven || course.completed) {
                return;
            }
            course.completed = true;
        }
        try {
            context.complete();
        } catch (IllegalStateException completed) {
            LOG.log(Level.DEBUG, "the answer had ended already", completed);
        }
    }

    private void pump() throws IOException {
        while (true) {
            Chunk chunk;
            boolean ends;
            synchronized (chunks) {
                chunk = chunks.peek();
                ends = chunk == null && course.ending;
            }
            if (ends) {
                over(null);
            }
            if (chunk == null || !out.isReady()) {
                return;
            }
            if (chunk.step == 0) {
                out.write(chunk.bytes);
            } else if (chunk.step == 1) {
                out.flush();
            } else if (isTaken(chunk)) {
                chunk.done.accept(null);
            }
            chunk.step++;
        }
    }

    /** False when it was given up meanwhile. */
    private boolean isTaken(Chunk chunk) {
        synchronized (chunks) {
            return chunks.poll() == chunk;
        }
    }

    private void over(Throwable failure) {
        Deque<Chunk> lost;
        synchronized (chunks) {
            if (course.over) {
                return;
            }
            course.over = true;
            lost = new ArrayDeque<>(chunks);
            chunks.clear();
        }
        if (!lost.isEmpty()) {
            pipe.cutOff();
        }
        lost.forEach(chunk -> chunk.done.accept(failure));
        gone.run();
        complete();
    }

    private static final class Chunk {
        private final byte[] bytes;
        private final Consumer<Throwable> done;

        /** Written at 0, flushed at 1, taken by the container at 2. Used by the one who is at the output. */
        private int step;

        private Chunk(byte[] bytes, Consumer<Throwable> done) {
            this.bytes = bytes;
            this.done = done;
        }
    }

    private static final class Course {
        /** The container has asked for something: before that, nothing may be written. */
        private boolean begun;

        private boolean driven;
        private boolean again;
        private boolean ending;
        private boolean over;
        private boolean completed;
    }
}
