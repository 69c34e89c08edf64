package org.herald.transport.websocket;

import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.herald.session.Socket;

/**
 * Undertow 2.3 in WildFly: its own API below that of Jakarta, which the manifest of the WAR asks WildFly to show. The module
 * that has the sessions is a private one, so their way to it is taken by reflection.
 */
final class Undertow implements Road {

    private static final Logger LOG = System.getLogger(Undertow.class.getName());

    private static final String CHANNEL = "io.undertow.websockets.core.WebSocketChannel";

    /** Gives a thread whose class WildFly does not show: as an executor it is as good. */
    private final Method ioThread;

    private Undertow() throws ReflectiveOperationException {
        ioThread = WebSocketChannel.class.getMethod("getIoThread");
        WebSocketChannel.class.getMethod("setRequireExplicitFlush", boolean.class);
        WebSockets.class.getMethod(
                "sendText", ByteBuffer.class, WebSocketChannel.class, WebSocketCallback.class, Object.class);
    }

    /** If this is the container, and looks as expected. */
    static Optional<Road> find(ClassLoader loader) {
        try {
            Class.forName(CHANNEL, false, loader);
        } catch (ClassNotFoundException | LinkageError other) {
            LOG.log(Level.DEBUG, "this is not Undertow, or it is not shown", other);
            return Optional.empty();
        }
        try {
            return Optional.of(new Undertow());
        } catch (ReflectiveOperationException | LinkageError different) {
            LOG.log(Level.WARNING, "This Undertow is not one that is known: " + different);
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "undertow";
    }

    @Override
    public Optional<Socket> socket(Session session, Consumer<Throwable> surprise) throws ReflectiveOperationException {
        Method way = session.getClass().getMethod("getWebSocketChannel");
        WebSocketChannel channel = (WebSocketChannel) way.invoke(session);
        return Optional.of(new UndertowSocket(session, channel, (Executor) ioThread.invoke(channel), surprise));
    }
}
