package org.herald.transport.engineio;

import java.util.ArrayList;
import java.util.List;
import org.herald.hub.Frame;
import org.herald.protocol.BrokenPacket;

/** Notes what it hears, and repeats it; {@code broken} it does not understand. */
final class FakeListener implements EngineListener {

    private final List<String> heard = new ArrayList<>();
    private EngineSession session;

    @Override
    public void opened(EngineSession opened) {
        session = opened;
        heard.add("opened");
    }

    @Override
    public int limit() {
        return 100;
    }

    @Override
    public void text(String message) {
        if (message.equals("broken")) {
            throw new BrokenPacket("it is broken");
        }
        heard.add(message);
        session.write(Frame.text("4" + message));
    }

    @Override
    public void binary(byte[] message) {
        heard.add("binary " + message.length);
        session.write(Frame.binary(message));
    }

    @Override
    public void alive() {
        // It does not matter here.
    }

    @Override
    public void closed(int code, String reason) {
        heard.add("closed " + code);
    }

    List<String> heard() {
        return heard;
    }
}
