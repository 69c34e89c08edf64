package org.herald.broker;

import org.herald.hub.Interest;

/** A broker that is another one, but for what it does beside. As safe for use by many threads as that one. */
public abstract class ForwardingBroker implements Broker {

    private final Broker broker;

    protected ForwardingBroker(Broker broker) {
        this.broker = broker;
    }

    @Override
    public void start(BrokerListener listener) {
        broker.start(listener);
    }

    @Override
    public RoomLog log() {
        return broker.log();
    }

    @Override
    public boolean isUp() {
        return broker.isUp();
    }

    @Override
    public Fanout fanout() {
        return broker.fanout();
    }

    @Override
    public Interest interest() {
        return broker.interest();
    }

    @Override
    public Presence presence() {
        return broker.presence();
    }

    @Override
    public Memberships memberships() {
        return broker.memberships();
    }

    @Override
    public ReadMarks readMarks() {
        return broker.readMarks();
    }

    @Override
    public ConnectionQuota quota() {
        return broker.quota();
    }

    @Override
    public MessageQuota messages() {
        return broker.messages();
    }

    @Override
    public Directory directory() {
        return broker.directory();
    }

    @Override
    public Control control() {
        return broker.control();
    }

    @Override
    public Revocations revocations() {
        return broker.revocations();
    }

    @Override
    public void close() {
        broker.close();
    }
}
