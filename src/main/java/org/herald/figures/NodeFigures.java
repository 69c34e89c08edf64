package org.herald.figures;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.herald.hub.ErrorCode;
import org.herald.hub.Event;
import org.herald.hub.HubListener;
import org.herald.hub.Inlet;
import org.herald.hub.Limit;

/** Counts what happens on a node. No call takes a lock, allocates, or costs more than a few tens of nanoseconds. */
public final class NodeFigures implements HubListener, Figures {

    private final ConnectionFigures connections;
    private final MessageFigures messages;
    private final RoomFigures rooms;
    private final RefusalFigures refusals;
    private final StoreFigures store;
    private final StateFigures state;
    private final List<Figure> all;

    /**
     * @param clock by which events are accepted
     * @param version of Herald
     * @param node its name
     */
    public NodeFigures(Clock clock, String version, String node) {
        Shelf shelf = new Shelf();
        connections = new ConnectionFigures(shelf);
        messages = new MessageFigures(shelf);
        rooms = new RoomFigures(shelf, clock);
        refusals = new RefusalFigures(shelf);
        store = new StoreFigures(shelf);
        state = new StateFigures(shelf, clock, version, node);
        all = shelf.figures();
    }

    /** From here on the state of the node is read from {@code node}. */
    public void watch(NodeState node) {
        state.watch(node);
    }

    @Override
    public List<Figure> all() {
        return all;
    }

    @Override
    public void connectionOpened(String transport) {
        connections.connectionOpened(transport);
    }

    @Override
    public void connectionClosed(String transport, int code, boolean byServer) {
        connections.connectionClosed(transport, code, byServer);
        refusals.connectionClosed(transport, code, byServer);
    }

    @Override
    public void roomOpened() {
        rooms.roomOpened();
    }

    @Override
    public void roomClosed() {
        rooms.roomClosed();
    }

    @Override
    public void received(int bytes) {
        messages.received(bytes);
    }

    @Override
    public void sent(int bytes) {
        messages.sent(bytes);
    }

    @Override
    public void delivered(Event event, int receivers) {
        rooms.delivered(event, receivers);
    }

    @Override
    public void replayed() {
        rooms.replayed();
    }

    @Override
    public void dropped() {
        messages.dropped();
    }

    @Override
    public void spoken(Inlet inlet, boolean published) {
        messages.spoken(inlet, published);
    }

    @Override
    public void refused(ErrorCode code) {
        refusals.refused(code);
    }

    @Override
    public void handshakeRefused(String code) {
        connections.handshakeRefused(code);
    }

    @Override
    public void limitHit(Limit limit) {
        refusals.limitHit(limit);
    }

    @Override
    public void writerInUse(String name) {
        state.writerInUse(name);
    }

    @Override
    public void roundTrip(Duration time) {
        connections.roundTrip(time);
    }

    @Override
    public void outboxHighWater(int bytes) {
        connections.outboxHighWater(bytes);
    }

    @Override
    public void recovery(boolean complete) {
        rooms.recovery(complete);
    }

    @Override
    public void published(Duration time) {
        store.published(time);
    }

    @Override
    public void pipelineDepth(int calls) {
        store.pipelineDepth(calls);
    }

    @Override
    public void subscriberLag(Duration time) {
        store.subscriberLag(time);
    }

    @Override
    public void resubscribed() {
        store.resubscribed();
    }

    @Override
    public void gapRepaired(int events) {
        store.gapRepaired(events);
    }

    @Override
    public void historyLost() {
        store.historyLost();
    }
}
