package org.herald.transport.engineio;

/** The types of packets (Engine.IO protocol, "Protocol"), in the order of their digits. */
enum PacketType {
    OPEN,
    CLOSE,
    PING,
    PONG,
    MESSAGE,
    UPGRADE,
    NOOP;

    char digit() {
        return (char) ('0' + ordinal());
    }
}
