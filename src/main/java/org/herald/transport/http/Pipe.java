package org.herald.transport.http;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The TCP connection below an answer, where the server is Payara. Grizzly takes four send buffers of the kernel before it says
 * that it is full, many megabytes over the loopback, and keeps them for as long as the client neither reads nor goes: also
 * when the answer has been ended. Nothing in Jakarta Servlet bounds that. Harmless anywhere else: Undertow keeps nothing
 * beside the kernel.
 */
final class Pipe {

    private static final Logger LOG = System.getLogger(Pipe.class.getName());

    private static final String TYPE = "org.glassfish.grizzly.Connection";

    /** Null where there is none that can be had, or where others share it. */
    private final Object connection;

    private Pipe(Object connection) {
        this.connection = connection;
    }

    static Pipe of(ServletRequest request) {
        try {
            boolean shared = !request.getProtocol().startsWith("HTTP/1.");
            return new Pipe(shared ? null : connection(innermost(request)));
        } catch (ReflectiveOperationException | RuntimeException other) {
            LOG.log(Level.DEBUG, "the server is no Payara", other);
            return new Pipe(null);
        }
    }

    /** Has the server take no more than about so much at a time. */
    void limit(int bytes) {
        call("setMaxAsyncWriteQueueSize", new Class<?>[] {int.class}, bytes);
    }

    /** Ends the connection, whatever is on its way. */
    void cutOff() {
        call("terminateSilently", new Class<?>[0]);
    }

    private static ServletRequest innermost(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner;
    }

    private static Object connection(ServletRequest facade) throws ReflectiveOperationException {
        Object place = facade;
        for (String step :
                new String[] {"getUnwrappedCoyoteRequest", "getCoyoteRequest", "getContext", "getConnection"}) {
            place = place.getClass().getMethod(step).invoke(place);
        }
        return place;
    }

    private void call(String method, Class<?>[] types, Object... arguments) {
        if (connection == null) {
            return;
        }
        try {
            Class<?> type = Class.forName(TYPE, false, connection.getClass().getClassLoader());
            type.getMethod(method, types).invoke(connection, arguments);
        } catch (ReflectiveOperationException | RuntimeException other) {
            LOG.log(Level.DEBUG, "the server keeps its connection to itself", other);
        }
    }
}
