package org.herald.transport.websocket;

import jakarta.servlet.http.WebConnection;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.herald.session.Socket;

/**
 * Tyrus 2.1 in Payara 6 and GlassFish 7, as far as one has to know its inside: the way from a session to the Grizzly
 * connection below, and the idle timer that it sets anew for every session and every message that comes in or goes out,
 * time-out or not, for more than the message itself costs (docs/bench/fan-out.md).
 */
final class Tyrus implements Road {

    private static final Logger LOG = System.getLogger(Tyrus.class.getName());

    private static final String CORE = "org.glassfish.tyrus.core.";
    private static final String SERVLET = "org.glassfish.tyrus.servlet.";
    private static final String CATALINA = "org.apache.catalina.connector.";
    private static final String GRIZZLY = "org.glassfish.grizzly.";

    private static final ScheduledExecutorService NO_TIMER = new NoTimer();

    private final Inside.Path toUpgrade;
    private final Method webConnection;
    private final Inside.Path toConnection;
    private final Field timer;
    private final Inside.Path toContainer;
    private final Field timerOfNewSessions;

    private Tyrus(Inside inside) throws ReflectiveOperationException {
        toUpgrade = inside.path(
                CORE + "TyrusSession#basicRemote",
                CORE + "TyrusRemoteEndpoint#webSocket",
                CORE + "TyrusWebSocket#protocolHandler",
                CORE + "ProtocolHandler#writer",
                SERVLET + "TyrusServletWriter#tyrusHttpUpgradeHandler");
        // A proxy of the container's may stand for the handler: it has the method, but not what the field holds
        webConnection = inside.method(SERVLET + "TyrusHttpUpgradeHandler", "getWebConnection", WebConnection.class);
        toConnection = inside.path(
                CATALINA + "CoyoteOutputStream#ob",
                CATALINA + "OutputBuffer#grizzlyOutputBuffer",
                GRIZZLY + "http.io.OutputBuffer#connection");
        timer = inside.field(CORE + "TyrusSession", "service", ScheduledExecutorService.class);
        toContainer = inside.path(CORE + "TyrusSession#container");
        timerOfNewSessions =
                inside.field(CORE + "BaseContainer", "managedScheduledExecutorService", ScheduledExecutorService.class);
        inside.type(GRIZZLY + "nio.NIOConnection");
    }

    /** If this is the container, and looks as expected. */
    static Optional<Road> find(ClassLoader loader) {
        Inside inside = new Inside(loader);
        try {
            inside.type(CORE + "TyrusSession");
        } catch (ClassNotFoundException | LinkageError other) {
            LOG.log(Level.DEBUG, "this is not Tyrus", other);
            return Optional.empty();
        }
        try {
            return Optional.of(new Tyrus(inside));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError different) {
            LOG.log(Level.WARNING, "This Tyrus is not one that is known: " + different);
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "tyrus";
    }

    @Override
    public Optional<Socket> socket(Session session, Consumer<Throwable> surprise) throws ReflectiveOperationException {
        Inside.set(timer, session, NO_TIMER); // one that another stands for has none, nor is there a way from it
        takeTimer(toContainer.follow(session));
        Object connection = toConnection.follow(output(toUpgrade.follow(session)));
        return connection == null ? Optional.empty() : GrizzlySocket.of(session, connection, surprise);
    }

    /** A session sets its timer before anybody sees it. The container is this application's alone. */
    private void takeTimer(Object container) throws ReflectiveOperationException {
        if (container != null) {
            Inside.set(timerOfNewSessions, container, NO_TIMER);
        }
    }

    private Object output(Object upgrade) throws ReflectiveOperationException {
        try {
            return upgrade != null && webConnection.invoke(upgrade) instanceof WebConnection web
                    ? web.getOutputStream()
                    : null;
        } catch (InvocationTargetException | IOException ended) {
            LOG.log(Level.DEBUG, "a connection has ended already", ended);
            return null;
        }
    }
}
