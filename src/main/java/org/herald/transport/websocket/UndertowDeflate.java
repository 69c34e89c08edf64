package org.herald.transport.websocket;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.util.ImmediatePooledByteBuffer;
import io.undertow.websockets.WebSocketExtension;
import io.undertow.websockets.core.StreamSinkFrameChannel;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.extensions.ExtensionFunction;
import io.undertow.websockets.extensions.ExtensionHandshake;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * Compresses messages on Undertow. Its own extension, which operators may switch on, inflates whatever comes in before
 * anybody is asked, and remembers what one client wanted for all: so this one takes its place.
 */
final class UndertowDeflate implements ExtensionHandshake {

    private static final int RSV1 = 4;

    private final Compressors compressors;
    private final int maxMessageSize;

    private UndertowDeflate(Compressors compressors, int maxMessageSize) {
        this.compressors = compressors;
        this.maxMessageSize = maxMessageSize;
    }

    /**
     * Called while the application starts, before its filters do: one of them is Undertow's door for WebSockets.
     *
     * @return whether there is such a door
     */
    static boolean install(ServletContext application, Compressors compressors, int maxMessageSize) {
        WebSocketDeploymentInfo deployment =
                (WebSocketDeploymentInfo) application.getAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME);
        if (deployment == null) {
            return false;
        }
        List<ExtensionHandshake> extensions = deployment.getExtensions();
        extensions.removeIf(extension -> Negotiation.NAME.equals(extension.getName()));
        return extensions.add(new UndertowDeflate(compressors, maxMessageSize));
    }

    @Override
    public String getName() {
        return Negotiation.NAME;
    }

    /** What {@link Negotiation} has answered. */
    @Override
    public WebSocketExtension accept(WebSocketExtension negotiated) {
        return negotiated;
    }

    @Override
    public boolean isIncompatible(List<ExtensionHandshake> others) {
        return others.contains(this);
    }

    @Override
    public ExtensionFunction create() {
        return new OneConnection(new Inflation(compressors, maxMessageSize), new Deflation(compressors));
    }

    private record OneConnection(Inflation inflation, Deflation deflation) implements ExtensionFunction {

        @Override
        public boolean hasExtensionOpCode() {
            return false;
        }

        /** Every message is compressed: how large one is nobody knows yet. */
        @Override
        public int writeRsv(int rsv) {
            return rsv | RSV1;
        }

        @Override
        public PooledByteBuffer transformForWrite(PooledByteBuffer part, StreamSinkFrameChannel to, boolean last) {
            return wrapped(deflation.deflate(taken(part), last));
        }

        @Override
        public PooledByteBuffer transformForRead(PooledByteBuffer part, StreamSourceFrameChannel from, boolean last)
                throws IOException {
            if ((from.getRsv() & RSV1) == 0) {
                return part;
            }
            try {
                return wrapped(inflation.inflate(taken(part), last));
            } catch (DataFormatException bad) {
                throw new IOException("a compressed message cannot be inflated", bad);
            }
        }

        @Override
        public void dispose() {
            inflation.close();
            deflation.close();
        }

        private static byte[] taken(PooledByteBuffer part) {
            try (part) {
                byte[] bytes = new byte[part.getBuffer().remaining()];
                part.getBuffer().get(bytes);
                return bytes;
            }
        }

        private static PooledByteBuffer wrapped(byte[] bytes) {
            return new ImmediatePooledByteBuffer(ByteBuffer.wrap(bytes));
        }
    }
}
