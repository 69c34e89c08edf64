package org.herald.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer is written as the container takes it. */
class OutflowTest {

    private final Output output = new Output();
    private final List<String> told = new ArrayList<>();
    private int completions;
    private Outflow outflow;

    @BeforeEach
    void take() throws IOException {
        outflow = Outflow.of(context(), () -> told.add("gone"));
    }

    private Consumer<Throwable> named(String name) {
        return failure -> told.add(failure == null ? name : name + " failed");
    }

    private void write(String text) {
        outflow.write(text.getBytes(StandardCharsets.UTF_8), named(text));
    }

    @Test
    void writesNothingBeforeTheContainerAsks() {
        write("one");
        assertThat(output.done).isEmpty();
        output.ready = true;
        outflow.onWritePossible();
        assertThat(output.done).containsExactly("one", "flush");
        assertThat(told).containsExactly("one");
    }

    @Test
    void writesAtOnceWhatIsTakenAtOnce() {
        output.ready = true;
        outflow.onWritePossible();
        write("one");
        write("two");
        assertThat(output.done).containsExactly("one", "flush", "two", "flush");
        assertThat(told).containsExactly("one", "two");
        assertThat(outflow.isIdle()).isTrue();
    }

    @Test
    void goesOnWhereItWasWhenTheContainerHasRoomAgain() {
        output.ready = true;
        outflow.onWritePossible();
        output.readyFor = 1;
        write("one");
        write("two");
        assertThat(output.done).containsExactly("one");
        assertThat(told).isEmpty();
        assertThat(outflow.isIdle()).isFalse();
        output.readyFor = 1;
        outflow.onWritePossible();
        assertThat(output.done).containsExactly("one", "flush");
        assertThat(told).isEmpty();
        output.readyFor = Integer.MAX_VALUE;
        outflow.onWritePossible();
        assertThat(output.done).containsExactly("one", "flush", "two", "flush");
        assertThat(told).containsExactly("one", "two");
    }

    @Test
    void writesWhatIsHandedInWhileItIsAtIt() {
        output.ready = true;
        outflow.onWritePossible();
        outflow.write("first".getBytes(StandardCharsets.UTF_8), failure -> write("second"));
        assertThat(output.done).containsExactly("first", "flush", "second", "flush");
    }

    @Test
    void endsWhenEverythingIsWritten() {
        write("one");
        outflow.end();
        assertThat(completions).isZero();
        output.ready = true;
        outflow.onWritePossible();
        assertThat(output.done).containsExactly("one", "flush");
        assertThat(told).containsExactly("one", "gone");
        assertThat(completions).isEqualTo(1);
    }

    @Test
    void endsAtOnceWithWhatWasNotTaken() {
        output.ready = true;
        outflow.onWritePossible();
        output.readyFor = 1;
        write("one");
        outflow.end();
        outflow.abort();
        outflow.abort();
        assertThat(told).containsExactly("one failed", "gone");
        assertThat(completions).isEqualTo(1);
        outflow.onWritePossible();
        assertThat(output.done).containsExactly("one");
    }

    @Test
    void takesNothingAfterItsEnd() {
        outflow.abort();
        write("late");
        assertThat(told).containsExactly("gone", "late failed");
    }

    @Test
    void endsWhenTheOutputBreaks() {
        output.ready = true;
        outflow.onWritePossible();
        output.broken = true;
        write("one");
        write("two");
        assertThat(told).containsExactly("one failed", "gone", "two failed");
        assertThat(completions).isEqualTo(1);
    }

    @Test
    void leavesTheOutputToTheOneWhoIsAtItBeforeItCompletes() {
        output.ready = true;
        outflow.onWritePossible();
        output.meanwhile = () -> {
            outflow.abort();
            assertThat(completions).as("somebody is writing").isZero();
        };
        write("one");
        assertThat(completions).isEqualTo(1);
        assertThat(told).containsExactly("one failed", "gone");
    }

    private AsyncContext context() {
        ServletRequest request =
                proxy(ServletRequest.class, method -> method.equals("getProtocol") ? "HTTP/1.1" : null);
        ServletResponse response = proxy(ServletResponse.class, method -> output);
        return proxy(AsyncContext.class, method -> {
            if (method.equals("complete")) {
                completions++;
                if (completions > 1) {
                    throw new IllegalStateException("completed already");
                }
            }
            return switch (method) {
                case "getRequest" -> request;
                case "getResponse" -> response;
                default -> null;
            };
        });
    }

    private static <T> T proxy(Class<T> type, java.util.function.Function<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.apply(method.getName())));
    }

    private static final class Output extends ServletOutputStream {
        private final List<String> done = new ArrayList<>();
        private boolean ready;
        private boolean broken;
        private int readyFor = Integer.MAX_VALUE;
        private Runnable meanwhile = () -> {};

        @Override
        public boolean isReady() {
            return ready && readyFor > 0;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            assertThat(listener).isNotNull();
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            step(new String(bytes, StandardCharsets.UTF_8));
            meanwhile.run();
        }

        @Override
        public void flush() throws IOException {
            step("flush");
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }

        private void step(String what) throws IOException {
            if (broken) {
                throw new IOException("broken pipe");
            }
            assertThat(isReady()).as("asked before it is written to").isTrue();
            readyFor -= readyFor == Integer.MAX_VALUE ? 0 : 1;
            done.add(what);
        }
    }
}
