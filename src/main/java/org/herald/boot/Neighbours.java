package org.herald.boot;

import org.herald.broker.Broker;
import org.herald.hub.HubListener;
import org.herald.hub.Inlet;
import org.herald.limits.LimitSettings;
import org.herald.session.Voice;
import org.herald.transport.cdi.EventDoor;
import org.herald.transport.cdi.Reading;

/**
 * The doors of applications beside Herald.
 *
 * @param events for code in the same WAR or EAR
 */
record Neighbours(EventDoor events) {

    static Neighbours of(Base base, Entrance entrance, LimitSettings limits, Broker broker, HubListener listener) {
        Voice voice = new Voice(broker, entrance.policy(), base.clock(), listener, Inlet.EVENT);
        return new Neighbours(new EventDoor(voice, new Reading(limits.messages()), base.executor()));
    }
}
