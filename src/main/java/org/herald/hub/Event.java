package org.herald.hub;

/** Something that clients are told. */
public sealed interface Event permits RoomEvent, VolatileEvent {

    /** The room it concerns; null for what concerns a connection or a user as a whole. */
    RoomName room();

    /** The one connection in the room that is not told; null: everyone is. */
    ConnectionId except();
}
