package org.herald.transport.websocket;

import jakarta.websocket.Extension;
import java.util.List;
import java.util.Optional;

/**
 * The extensions that a connection gets: none, or compression. Where the server has it (Undertow, when its operator has
 * switched it on), it is the server's; on Tyrus it is ours.
 */
final class Extensions {

    private static final String TYRUS = "org.glassfish.tyrus.core.extension.ExtendedExtension";

    private final Compression compression;
    private final Compressors compressors = new Compressors(Runtime.getRuntime().availableProcessors());
    private final boolean onTyrus;

    Extensions(Compression compression) {
        this.compression = compression;
        this.onTyrus = exists(TYRUS);
    }

    /**
     * @param installed those of the server
     * @param offers of the client, the one that it likes best first
     */
    List<Extension> negotiate(List<Extension> installed, List<Extension> offers) {
        if (!compression.on()) {
            return List.of();
        }
        Optional<Extension> answer = Negotiation.answer(offers);
        if (installed.stream().anyMatch(one -> Negotiation.NAME.equals(one.getName()))) {
            return answer.stream().toList();
        }
        return onTyrus ? answer.map(this::onTyrus).stream().toList() : List.of();
    }

    private Extension onTyrus(Extension answer) {
        return new TyrusDeflate(answer, compressors, compression.maxMessageSize());
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
