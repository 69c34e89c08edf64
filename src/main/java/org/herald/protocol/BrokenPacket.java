package org.herald.protocol;

/** Something that is no packet of Engine.IO or Socket.IO: whoever sends it cannot be understood from there on. */
public final class BrokenPacket extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param rule for people: nothing of the packet is in it */
    public BrokenPacket(String rule) {
        super(rule, null, false, false);
    }
}
