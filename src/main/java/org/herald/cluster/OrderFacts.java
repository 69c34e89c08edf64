package org.herald.cluster;

import org.herald.audit.Fact;
import org.herald.broker.ControlMessage;
import org.herald.broker.ControlMessage.Announce;
import org.herald.broker.ControlMessage.CancelDrain;
import org.herald.broker.ControlMessage.Drain;
import org.herald.broker.ControlMessage.KickConnection;
import org.herald.broker.ControlMessage.KickFromRoom;
import org.herald.broker.ControlMessage.KickUser;
import org.herald.broker.ControlMessage.RevokeToken;
import org.herald.broker.ControlMessage.RevokeUser;
import org.herald.broker.ControlMessage.Watch;

/** What the audit log holds of an order: all but what is said to people. */
record OrderFacts(Admin by) implements ControlMessage.Handler<Fact> {

    private static final String ALL_NODES = "*";

    @Override
    public Fact on(KickConnection order) {
        return admin("kick").with("connection", order.connection().value()).with("reason", order.reason());
    }

    @Override
    public Fact on(KickUser order) {
        return admin("kick").with("user", order.user().value()).with("reason", order.reason());
    }

    @Override
    public Fact on(KickFromRoom order) {
        return admin("kick")
                .with("user", order.user().value())
                .with("room", order.room().value())
                .with("reason", order.reason());
    }

    @Override
    public Fact on(RevokeToken order) {
        return admin("revoke")
                .with("tokenId", order.tokenId())
                .with("until", order.until())
                .with("reason", order.reason());
    }

    @Override
    public Fact on(RevokeUser order) {
        return admin("revoke")
                .with("user", order.user().value())
                .with("until", order.until())
                .with("reason", order.reason());
    }

    @Override
    public Fact on(Announce order) {
        return admin("announce")
                .with("level", order.notification().level())
                .with("bytes", order.notification().size());
    }

    @Override
    public Fact on(Drain order) {
        Fact fact = admin("drain").with("target", order.node() == null ? ALL_NODES : order.node());
        return order.time() == null ? fact : fact.with("timeMs", order.time().toMillis());
    }

    @Override
    public Fact on(CancelDrain order) {
        return admin("cancel-drain").with("target", order.node() == null ? ALL_NODES : order.node());
    }

    @Override
    public Fact on(Watch order) {
        return admin("watch").with("timeMs", order.time().toMillis());
    }

    private Fact admin(String action) {
        return Fact.of("admin")
                .with("by", by.user())
                .with("address", by.address())
                .with("door", by.door())
                .with("action", action);
    }
}
