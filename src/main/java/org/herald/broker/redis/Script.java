package org.herald.broker.redis;

/** What is done in Redis in one step. Each is a file beside this class. */
enum Script {
    PUBLISH("publish", true),
    READ("read", true),
    POSITION("position", true),
    MARK("mark", true),
    EMIT("emit", false),
    STAY("stay", false),
    MEMBERS("members", false),
    WHERE("where", false),
    STATUS("status", false),
    ACQUIRE("acquire", false),
    RELEASE("release", false),
    TAKE("take", false),
    BELONG("belong", false),
    LEASE("lease", false),
    CLAIM("claim", false),
    NODES("nodes", false),
    REVOKE("revoke", false),
    REVOKED("revoked", false);

    private final String file;
    private final boolean aboutRoom;

    Script(String file, boolean aboutRoom) {
        this.file = file;
        this.aboutRoom = aboutRoom;
    }

    String file() {
        return file;
    }

    /** Whether it takes the keys of a room's history, and what {@code room.lua} says of them. */
    boolean aboutRoom() {
        return aboutRoom;
    }
}
