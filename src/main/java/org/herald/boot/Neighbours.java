package org.herald.boot;

import org.herald.broker.Broker;
import org.herald.hub.HubListener;
import org.herald.hub.Inlet;
import org.herald.limits.LimitSettings;
import org.herald.session.Voice;
import org.herald.transport.cdi.EventDoor;
import org.herald.transport.cdi.Reading;
import org.herald.transport.jms.JmsBridge;

/**
 * The doors of applications beside Herald.
 *
 * @param events for code in the same WAR or EAR
 * @param mail by this speaks what comes by JMS
 * @param bridge to JMS
 */
record Neighbours(EventDoor events, Voice mail, JmsBridge bridge) {

    static Neighbours of(
            Base base, Entrance entrance, LimitSettings limits, Broker broker, HubListener listener, JmsBridge bridge) {
        Voice events = new Voice(broker, entrance.policy(), base.clock(), listener, Inlet.EVENT);
        Voice mail = new Voice(broker, entrance.policy(), base.clock(), listener, Inlet.JMS);
        EventDoor door = new EventDoor(events, new Reading(limits.messages()), base.executor(), System::nanoTime);
        return new Neighbours(door, mail, bridge);
    }
}
