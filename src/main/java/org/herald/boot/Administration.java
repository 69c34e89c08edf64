package org.herald.boot;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.herald.admin.LiveFigures;
import org.herald.admin.Management;
import org.herald.admin.OrderReader;
import org.herald.audit.Audit;
import org.herald.auth.RoomPolicy;
import org.herald.broker.Broker;
import org.herald.cluster.Actions;
import org.herald.cluster.Overview;
import org.herald.hub.Rooms;
import org.herald.session.Sessions;

/** What administrators see and do, put together. */
record Administration(Overview overview, Actions actions, OrderReader reader, Management management, LiveFigures live) {

    /** @param writer names what writes frames now */
    static Administration of(
            Base base,
            Entrance entrance,
            Broker broker,
            Audit audit,
            Self self,
            Sessions sessions,
            Rooms rooms,
            Supplier<String> writer) {
        Overview overview = new Overview(broker, entrance.policy(), base.executor());
        Actions actions = new Actions(broker, audit, base.wheel(), base.executor());
        OrderReader reader = new OrderReader(base.node(), entrance.revoking());
        Management.Parts parts = new Management.Parts(self, sessions, broker, overview, actions, reader, writer);
        LiveFigures live = new LiveFigures(
                () -> !rooms.members(RoomPolicy.WATCH).isEmpty(),
                overview,
                broker.control(),
                rooms::deliver,
                base.wheel());
        return new Administration(
                overview,
                actions,
                reader,
                new Management(ManagementFactory.getPlatformMBeanServer(), base.node(), parts),
                live);
    }
}
