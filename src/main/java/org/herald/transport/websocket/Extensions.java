package org.herald.transport.websocket;

import jakarta.servlet.ServletContext;
import jakarta.websocket.Extension;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * The extensions that a connection gets: none, or compression by Herald's own means. There is no portable way to extend a
 * WebSocket, so it is there on the servers that are known. Safe for use by any thread.
 */
public final class Extensions {

    private static final Logger LOG = System.getLogger(Extensions.class.getName());

    private static final String TYRUS = "org.glassfish.tyrus.core.extension.ExtendedExtension";
    private static final String UNDERTOW = "io.undertow.websockets.extensions.ExtensionHandshake";

    private final Compression compression;
    private final Compressors compressors = new Compressors(Runtime.getRuntime().availableProcessors());
    private final boolean onTyrus;

    /** Whether {@link #install} found Undertow and had its way. */
    private volatile boolean onUndertow;

    public Extensions(Compression compression) {
        this.compression = compression;
        this.onTyrus = compression.on() && exists(TYRUS);
    }

    /** Called once, while the application starts. */
    public void install(ServletContext application) {
        if (!compression.on() || onTyrus) {
            return;
        }
        try {
            onUndertow =
                    exists(UNDERTOW) && UndertowDeflate.install(application, compressors, compression.maxMessageSize());
        } catch (LinkageError | RuntimeException e) {
            LOG.log(Level.DEBUG, "this Undertow is not the one that is known", e);
        }
        if (!onUndertow) {
            LOG.log(Level.WARNING, "herald.compression is on, but there is none on this server");
        }
    }

    /** @param offers of the client, the one that it likes best first */
    List<Extension> negotiate(List<Extension> offers) {
        if (!onTyrus && !onUndertow) {
            return List.of();
        }
        return Negotiation.answer(offers).map(this::served).stream().toList();
    }

    /** On Tyrus what is answered is also what does it. */
    private Extension served(Extension answer) {
        return onTyrus ? new TyrusDeflate(answer, compressors, compression.maxMessageSize()) : answer;
    }

    private static boolean exists(String className) {
        try {
            Class.forName(className, false, Extensions.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
