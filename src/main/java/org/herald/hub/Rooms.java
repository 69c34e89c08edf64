package org.herald.hub;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rooms that have members on this node. The first member of a room subscribes the node to it, the last one to leave
 * ends that; the two never overtake each other.
 *
 * <p>Safe for use by any thread.
 */
public final class Rooms {

    private final Map<RoomName, Room> rooms = new ConcurrentHashMap<>();
    private final Interest interest;
    private final HubListener listener;

    public Rooms(Interest interest, HubListener listener) {
        this.interest = interest;
        this.listener = listener;
    }

    /**
     * Puts the member into the room.
     *
     * @return completes when every event of the room from then on reaches the member; fails, with the member not in the
     *     room, when the node cannot subscribe to it
     */
    public CompletionStage<Void> enter(RoomName name, Member member) {
        while (true) {
            Room room = rooms.computeIfAbsent(name, Room::new);
            CompletionStage<Void> entered = room.add(member);
            if (entered != null) {
                settle(room);
                return entered;
            }
            rooms.remove(name, room);
        }
    }

    /** Takes the member out of the room; harmless when it is not in. */
    public void leave(RoomName name, Member member) {
        Room room = rooms.get(name);
        if (room != null) {
            room.remove(member);
            settle(room);
        }
    }

    /** Hands an event to the members of its room. */
    public void deliver(Event event) {
        Room room = rooms.get(event.room());
        if (room != null) {
            listener.delivered(event, room.deliver(event));
        }
    }

    /** The members of a room here and now. */
    public List<Member> members(RoomName name) {
        Room room = rooms.get(name);
        return room == null ? List.of() : room.members();
    }

    /** The rooms that have members here, or are about to. */
    public Set<RoomName> names() {
        return Set.copyOf(rooms.keySet());
    }

    /** How many rooms have members here. */
    public int size() {
        return rooms.size();
    }

    private void settle(Room room) {
        switch (room.next()) {
            case SUBSCRIBE -> {
                listener.roomOpened();
                interest.subscribe(room.name()).whenComplete((done, failure) -> {
                    if (failure != null) {
                        listener.roomClosed();
                    }
                    room.subscribed(failure);
                    settle(room);
                });
            }
            case UNSUBSCRIBE ->
                interest.unsubscribe(room.name()).whenComplete((done, failure) -> {
                    listener.roomClosed();
                    room.unsubscribed();
                    settle(room);
                });
            case FORGET -> rooms.remove(room.name(), room);
            case NOTHING -> {}
        }
    }
}
