package org.herald.transport.websocket;

import jakarta.servlet.ServletContext;
import jakarta.websocket.Extension;
import java.util.List;

/**
 * The extensions that a connection gets: none, or compression by Herald's own means. There is no portable way to extend a
 * WebSocket, so it is there on the servers that are known. Safe for use by any thread.
 */
public final class Extensions {

    private static final String TYRUS = "org.glassfish.tyrus.core.extension.ExtendedExtension";
    private static final String UNDERTOW = "io.undertow.websockets.extensions.ExtensionHandshake";

    private final Compression compression;
    private final Compressors compressors = new Compressors(Runtime.getRuntime().availableProcessors());
    private final boolean onTyrus;
    private final boolean onUndertow;

    public Extensions(Compression compression) {
        this.compression = compression;
        this.onTyrus = compression.on() && exists(TYRUS);
        this.onUndertow = compression.on() && exists(UNDERTOW);
    }

    /** Called once, while the application starts. */
    public void install(ServletContext application) {
        if (onUndertow) {
            UndertowDeflate.install(application, compressors, compression.maxMessageSize());
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
