package org.herald.transport.websocket;

import jakarta.websocket.Extension;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import org.glassfish.tyrus.core.extension.ExtendedExtension;
import org.glassfish.tyrus.core.frame.Frame;

/** Compresses one connection's messages on Tyrus, which has no such extension of its own. */
final class TyrusDeflate implements ExtendedExtension {

    /** Messages below gain nothing worth the while. */
    private static final int WORTH_IT = 256;

    private final Extension negotiated;
    private final Deflation deflation;
    private final Inflation inflation;

    /** Whether the frames to come continue a compressed message. Only one thread at a time brings what comes in. */
    private boolean compressed;

    TyrusDeflate(Extension negotiated, Compressors compressors, int maxMessageSize) {
        this.negotiated = negotiated;
        this.deflation = new Deflation(compressors);
        this.inflation = new Inflation(compressors, maxMessageSize);
    }

    @Override
    public String getName() {
        return negotiated.getName();
    }

    @Override
    public List<Parameter> getParameters() {
        return negotiated.getParameters();
    }

    /** @param requested null: Tyrus does not know */
    @Override
    public List<Parameter> onExtensionNegotiation(ExtensionContext context, List<Parameter> requested) {
        return negotiated.getParameters();
    }

    /** A frame that cannot be inflated goes on as it is: Tyrus ends the connection with 1002 for its reserved bit. */
    @Override
    public Frame processIncoming(ExtensionContext context, Frame frame) {
        if (frame.isControlFrame()) {
            return frame;
        }
        if (frame.getOpcode() != 0) {
            compressed = frame.isRsv1();
        } else if (frame.isRsv1()) {
            return frame;
        }
        return compressed ? inflated(frame) : frame;
    }

    private Frame inflated(Frame frame) {
        try {
            return Frame.builder(frame)
                    .payloadData(inflation.inflate(payload(frame), frame.isFin()))
                    .rsv1(false)
                    .build();
        } catch (DataFormatException bad) {
            return Frame.builder(frame).rsv1(true).build();
        }
    }

    @Override
    public Frame processOutgoing(ExtensionContext context, Frame frame) {
        if (frame.isControlFrame() || !frame.isFin() || frame.getOpcode() == 0 || frame.getPayloadLength() < WORTH_IT) {
            return frame;
        }
        return Frame.builder(frame)
                .payloadData(deflation.deflate(payload(frame), true))
                .rsv1(true)
                .build();
    }

    @Override
    public void onHandshakeResponse(ExtensionContext context, List<Parameter> response) {
        // only clients get one
    }

    @Override
    public void destroy(ExtensionContext context) {
        inflation.close();
        deflation.close();
    }

    private static byte[] payload(Frame frame) {
        byte[] bytes = frame.getPayloadData();
        int length = (int) frame.getPayloadLength();
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }
}
