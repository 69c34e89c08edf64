package org.herald.broker.local;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.herald.hub.Position;
import org.herald.hub.RoomName;

/** The rooms there is something to remember of. Each is used under its own lock, and gone when it was idle for long. */
final class StoredRooms {

    private final ConcurrentMap<RoomName, StoredRoom> rooms = new ConcurrentHashMap<>();
    private final Epochs epochs = new Epochs();
    private final Predicate<RoomName> inUse;

    /** @param inUse which rooms must stay; called under the lock of the room */
    StoredRooms(Predicate<RoomName> inUse) {
        this.inUse = inUse;
    }

    /**
     * Uses a room under its lock, making it when there is none.
     *
     * @param now Unix milliseconds
     */
    <T> T use(RoomName name, long now, Function<StoredRoom, T> work) {
        while (true) {
            StoredRoom room = rooms.get(name);
            if (room == null) {
                room = rooms.computeIfAbsent(name, n -> new StoredRoom(n, new Position(epochs.current(), 0), now));
            }
            synchronized (room) {
                if (!room.isForgotten()) {
                    return work.apply(room);
                }
            }
        }
    }

    /** Uses a room under its lock, if there is one. The work's result is not null. */
    <T> Optional<T> peek(RoomName name, Function<StoredRoom, T> work) {
        StoredRoom room = rooms.get(name);
        if (room == null) {
            return Optional.empty();
        }
        synchronized (room) {
            return room.isForgotten() ? Optional.empty() : Optional.of(work.apply(room));
        }
    }

    /** Where a room is that nothing is remembered of. */
    Position beginning() {
        return new Position(epochs.current(), 0);
    }

    /**
     * Drops what is too old, and forgets the rooms that were idle for as long as they keep history.
     *
     * @param now Unix milliseconds
     */
    void sweep(long now) {
        for (StoredRoom room : rooms.values()) {
            synchronized (room) {
                room.trim(now);
                if (room.isIdle(now) && !inUse.test(room.name())) {
                    forget(room);
                }
            }
        }
    }

    /** How many rooms take memory. */
    int count() {
        return rooms.size();
    }

    /** Retires the epoch before the room can be made anew. */
    private void forget(StoredRoom room) {
        if (room.head().seq() > 0) {
            epochs.retire(room.head().epoch());
        }
        room.forget();
        rooms.remove(room.name(), room);
    }
}
