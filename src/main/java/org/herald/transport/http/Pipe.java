package org.herald.transport.http;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.stream.Stream;

/**
 * The TCP connection below an answer, which Jakarta Servlet does not show, on Payara and on Undertow. Grizzly takes four send
 * buffers of the kernel before it says that it is full, many megabytes over the loopback. Both keep what they have, and the
 * connection, for as long as the client neither reads nor goes: also when the answer has been ended. Harmless anywhere else.
 */
final class Pipe {

    private static final Logger LOG = System.getLogger(Pipe.class.getName());

    private static final String GRIZZLY = "org.glassfish.grizzly.Connection";

    /** Null where there is none that can be had, or where others share it. */
    private final Object connection;

    private Pipe(Object connection) {
        this.connection = connection;
    }

    static Pipe of(ServletRequest request) {
        boolean shared = !request.getProtocol().startsWith("HTTP/1.");
        return new Pipe(shared ? null : connection(innermost(request)));
    }

    /** Has the server take no more than about so much at a time, where it would take much. */
    void limit(int bytes) {
        if (!isClosedPlainly()) {
            grizzly("setMaxAsyncWriteQueueSize", new Class<?>[] {int.class}, bytes);
        }
    }

    /** Ends the connection, whatever is on its way. */
    void cutOff() {
        if (isClosedPlainly()) {
            closePlainly();
        } else {
            grizzly("terminateSilently", new Class<?>[0]);
        }
    }

    private static ServletRequest innermost(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner;
    }

    private static Object connection(ServletRequest request) {
        try {
            return hasMethod(request, "getExchange")
                    ? follow(request, "getExchange", "getConnection")
                    : follow(request, "getUnwrappedCoyoteRequest", "getCoyoteRequest", "getContext", "getConnection");
        } catch (ReflectiveOperationException | RuntimeException other) {
            LOG.log(Level.DEBUG, "the server is neither Payara nor Undertow", other);
            return null;
        }
    }

    private static boolean hasMethod(Object object, String name) {
        return Stream.of(object.getClass().getMethods())
                .anyMatch(method -> method.getName().equals(name));
    }

    private static Object follow(Object start, String... steps) throws ReflectiveOperationException {
        Object place = start;
        for (String step : steps) {
            place = place.getClass().getMethod(step).invoke(place);
        }
        return place;
    }

    /** Undertow's goes at once when it is closed; Grizzly's waits for what is to be written. */
    private boolean isClosedPlainly() {
        return connection instanceof Closeable
                && connection.getClass().getName().startsWith("io.undertow.");
    }

    private void closePlainly() {
        try {
            ((Closeable) connection).close();
        } catch (IOException | RuntimeException gone) {
            LOG.log(Level.DEBUG, "the connection had ended already", gone);
        }
    }

    private void grizzly(String method, Class<?>[] types, Object... arguments) {
        if (connection == null) {
            return;
        }
        try {
            Class<?> type = Class.forName(GRIZZLY, false, connection.getClass().getClassLoader());
            type.getMethod(method, types).invoke(connection, arguments);
        } catch (ReflectiveOperationException | RuntimeException other) {
            LOG.log(Level.DEBUG, "the server keeps its connection to itself", other);
        }
    }
}
