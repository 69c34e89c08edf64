package org.herald.hub;

/** A room and where it is. */
public record RoomPosition(RoomName room, Position position) {}
