package org.herald.broker.redis;

import org.herald.hub.RoomName;
import org.herald.hub.UserId;

/** A user in a room. */
record Place(RoomName room, UserId user) {

    /** Neither name has a line break. */
    byte[] toBytes() {
        return Packer.utf8(room.value() + '\n' + user.value());
    }

    /** @throws Malformed when it is none */
    static Place parse(String text) {
        int end = text.indexOf('\n');
        try {
            return new Place(new RoomName(text.substring(0, end)), new UserId(text.substring(end + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new Malformed("not a room and a user", e);
        }
    }
}
