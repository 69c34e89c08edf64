package org.herald.transport.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;

/** An answer that a container takes whenever there is some of it. For one thread. */
public final class FakeAnswer {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Output output = new Output();
    private WriteListener listener;
    private boolean completed;

    /** What a door writes by. */
    public AsyncContext context() {
        return proxy(AsyncContext.class, (self, method, arguments) -> switch (method.getName()) {
            case "getRequest" ->
                proxy(
                        HttpServletRequest.class,
                        (request, asked, none) -> asked.getName().equals("getProtocol") ? "HTTP/1.1" : null);
            case "getResponse" ->
                proxy(
                        HttpServletResponse.class,
                        (response, asked, none) -> asked.getName().equals("getOutputStream") ? output : null);
            case "start" -> {
                ((Runnable) arguments[0]).run();
                yield null;
            }
            case "complete" -> {
                completed = true;
                yield null;
            }
            default -> null;
        });
    }

    /** The container asks for something: from here on it takes everything. */
    public FakeAnswer open() {
        try {
            listener.onWritePossible();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public int bytes() {
        return written.size();
    }

    public String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    public boolean isCompleted() {
        return completed;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private final class Output extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener writer) {
            listener = writer;
        }

        @Override
        public void write(int b) {
            written.write(b);
        }
    }
}
