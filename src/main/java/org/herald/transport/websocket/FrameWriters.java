package org.herald.transport.websocket;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Stream;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;
import org.herald.hub.HubListener;
import org.herald.session.Socket;

/**
 * What writes to WebSockets: where the container is one whose inside is known, a short way through it, and otherwise {@link
 * PortableSocket}. Which of them is decided at start, by whether the container looks as expected; when it turns out to be
 * different, the portable one takes over for good. A connection with an extension is always written to by the portable one,
 * because only the container knows how to apply that; it ends as the others do.
 *
 * <p>Safe for use by any thread.
 */
public final class FrameWriters {

    private static final Logger LOG = System.getLogger(FrameWriters.class.getName());

    private static final String KEY = "herald.transport.writer";
    private static final String AUTO = "auto";
    private static final String PORTABLE = "portable";

    private final HubListener listener;
    private final SecureRandom random = new SecureRandom();

    /** Null: none, all is portable. */
    private volatile Road road;

    FrameWriters(Optional<Road> road, HubListener listener) {
        this.road = road.orElse(null);
        this.listener = listener;
        LOG.log(Level.INFO, "WebSocket frames are written by the writer \"" + inUse() + "\"");
        listener.writerInUse(inUse());
    }

    /** @throws InvalidSetting naming the key */
    public static FrameWriters from(Settings settings, HubListener listener) {
        return switch (settings.text(KEY, AUTO)) {
            case AUTO -> new FrameWriters(known(FrameWriters.class.getClassLoader()), listener);
            case PORTABLE -> new FrameWriters(Optional.empty(), listener);
            default -> throw new InvalidSetting(KEY, "must be " + AUTO + " or " + PORTABLE);
        };
    }

    /** What writes to connections from now on: {@code portable}, or the name of the container that is known. */
    public String inUse() {
        Road now = road;
        return now == null ? PORTABLE : now.name();
    }

    /** The end of a connection that has just opened. */
    public Socket open(Session session) {
        Road now = road;
        Optional<Socket> found = now == null ? Optional.empty() : along(now, session);
        if (found.isPresent() && session.getNegotiatedExtensions().isEmpty()) {
            return found.get();
        }
        Socket portable = new PortableSocket(session, random);
        return found.<Socket>map(end -> new EndedBelow(portable, end)).orElse(portable);
    }

    private Optional<Socket> along(Road now, Session session) {
        try {
            return now.socket(session, this::surprised);
        } catch (ReflectiveOperationException | ClassCastException | LinkageError different) {
            surprised(different);
        } catch (RuntimeException ended) {
            LOG.log(Level.DEBUG, "a connection has no short way", ended);
        }
        return Optional.empty();
    }

    private void surprised(Throwable why) {
        synchronized (this) {
            if (road == null) {
                return;
            }
            LOG.log(
                    Level.WARNING,
                    "This server is not quite the one that \"" + road.name()
                            + "\" is for: from now on WebSocket frames are written by the portable writer",
                    why);
            road = null;
        }
        listener.writerInUse(PORTABLE);
    }

    private static Optional<Road> known(ClassLoader loader) {
        return Stream.of(Tyrus.find(loader), Undertow.find(loader))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
