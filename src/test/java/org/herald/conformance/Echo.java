package org.herald.conformance;

import org.herald.hub.Frame;
import org.herald.transport.engineio.EngineListener;
import org.herald.transport.engineio.EngineSession;

/** Says whatever it is told. */
final class Echo implements EngineListener {

    private volatile EngineSession session;

    @Override
    public void opened(EngineSession opened) {
        session = opened;
    }

    @Override
    public int limit() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void text(String message) {
        session.write(Frame.text("4" + message));
    }

    @Override
    public void binary(byte[] message) {
        session.write(Frame.binary(message));
    }

    @Override
    public void alive() {
        // It does not matter here.
    }

    @Override
    public void closed(int code, String reason) {
        // There is nothing to give back.
    }
}
