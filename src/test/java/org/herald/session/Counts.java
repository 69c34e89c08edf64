package org.herald.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.herald.hub.ErrorCode;
import org.herald.hub.HubListener;
import org.herald.hub.Limit;

/** Notes what it is told. */
final class Counts implements HubListener {

    private final List<String> told = new ArrayList<>();

    private synchronized void note(String what) {
        told.add(what);
    }

    /** How often something was told, such as {@code dropped} or {@code closed 1000}. */
    synchronized long of(String what) {
        return told.stream().filter(what::equals).count();
    }

    @Override
    public void connectionOpened(String transport) {
        note("opened");
    }

    @Override
    public void connectionClosed(String transport, int code, boolean byServer) {
        note("closed " + code);
        note("closed " + code + " by " + (byServer ? "server" : "client"));
    }

    @Override
    public void roomOpened() {
        note("room opened");
    }

    @Override
    public void roomClosed() {
        note("room closed");
    }

    @Override
    public void received(int bytes) {
        note("received " + bytes);
    }

    @Override
    public void dropped() {
        note("dropped");
    }

    @Override
    public void refused(ErrorCode code) {
        note("refused " + code.wire());
    }

    @Override
    public void limitHit(Limit limit) {
        note("limit " + limit.label());
    }

    @Override
    public void replayed() {
        note("replayed");
    }

    @Override
    public void handshakeRefused(String code) {
        note("handshake refused " + code);
    }

    @Override
    public void roundTrip(Duration time) {
        note("round trip " + time.toMillis());
    }

    @Override
    public void recovery(boolean complete) {
        note(complete ? "recovered" : "not recovered");
    }

    @Override
    public void outboxHighWater(int bytes) {
        note("high water " + bytes);
    }
}
