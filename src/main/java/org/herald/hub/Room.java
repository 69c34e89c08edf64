package org.herald.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A room as this node sees it: the members here, and whether the node is subscribed to its events.
 *
 * <p>All state but {@link #members} is guarded by {@code this}; members change under it too, but are read without it, so
 * that a delivery waits for nobody.
 */
final class Room {

    /** What is to be done about the node's interest in the room. */
    enum Step {
        NOTHING,
        SUBSCRIBE,
        UNSUBSCRIBE,
        FORGET
    }

    private enum State {
        IDLE,
        SUBSCRIBING,
        SUBSCRIBED,
        UNSUBSCRIBING,
        FORGOTTEN
    }

    private final RoomName name;
    private final Map<ConnectionId, Member> members = new ConcurrentHashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private State state = State.IDLE;

    Room(RoomName name) {
        this.name = name;
    }

    RoomName name() {
        return name;
    }

    /** Completes when the room's events reach the member; null when this room was forgotten meanwhile. */
    synchronized CompletionStage<Void> add(Member member) {
        if (state == State.FORGOTTEN) {
            return null;
        }
        members.put(member.connection(), member);
        if (state == State.SUBSCRIBED) {
            return CompletableFuture.completedFuture(null);
        }
        Waiting entry = new Waiting(member, new CompletableFuture<>());
        waiting.add(entry);
        return entry.entered;
    }

    synchronized void remove(Member member) {
        members.remove(member.connection(), member);
    }

    /** Decides what has to happen next, and notes that it is happening. */
    synchronized Step next() {
        if (state == State.IDLE) {
            state = members.isEmpty() && waiting.isEmpty() ? State.FORGOTTEN : State.SUBSCRIBING;
            return state == State.FORGOTTEN ? Step.FORGET : Step.SUBSCRIBE;
        }
        if (state == State.SUBSCRIBED && members.isEmpty()) {
            state = State.UNSUBSCRIBING;
            return Step.UNSUBSCRIBE;
        }
        return Step.NOTHING;
    }

    /** @param failure why there is no subscription, or null: there is one */
    void subscribed(Throwable failure) {
        List<Waiting> served;
        synchronized (this) {
            state = failure == null ? State.SUBSCRIBED : State.IDLE;
            served = List.copyOf(waiting);
            waiting.clear();
            if (failure != null) {
                served.forEach(entry -> remove(entry.member));
            }
        }
        for (Waiting entry : served) {
            if (failure == null) {
                entry.entered.complete(null);
            } else {
                entry.entered.completeExceptionally(failure);
            }
        }
    }

    synchronized void unsubscribed() {
        state = State.IDLE;
    }

    List<Member> members() {
        return List.copyOf(members.values());
    }

    /** Hands the event to every member; the number of members. */
    int deliver(Event event) {
        Delivery delivery = new Delivery(event);
        int receivers = 0;
        for (Member member : members.values()) {
            member.deliver(delivery);
            receivers++;
        }
        return receivers;
    }

    private record Waiting(Member member, CompletableFuture<Void> entered) {}
}
