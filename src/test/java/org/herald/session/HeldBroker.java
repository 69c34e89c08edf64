package org.herald.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.herald.broker.Broker;
import org.herald.broker.BrokerListener;
import org.herald.broker.ConnectionQuota;
import org.herald.broker.Control;
import org.herald.broker.Directory;
import org.herald.broker.Fanout;
import org.herald.broker.Memberships;
import org.herald.broker.MessageQuota;
import org.herald.broker.Page;
import org.herald.broker.Presence;
import org.herald.broker.Publication;
import org.herald.broker.Published;
import org.herald.broker.Range;
import org.herald.broker.ReadMarks;
import org.herald.broker.Revocations;
import org.herald.broker.RoomLog;
import org.herald.hub.ConnectionId;
import org.herald.hub.ErrorCode;
import org.herald.hub.Interest;
import org.herald.hub.Refused;
import org.herald.hub.RoomName;
import org.herald.hub.Status;
import org.herald.hub.UserId;

/**
 * A broker in front of another whose answers come late, or not at all, when a test says so. Calls that take long are
 * carried out (or answered) when they are released, in the order in which they came. For use by one thread while anything is held.
 */
final class HeldBroker implements Broker {

    private final Broker broker;
    private final Queue<Runnable> calls = new ArrayDeque<>();
    private boolean holding;
    private boolean answersOnly;
    private boolean away;
    private boolean holdingRates;
    private boolean holdingPublications;
    private boolean broken;

    HeldBroker(Broker broker) {
        this.broker = broker;
    }

    /** From here on calls wait. */
    void hold() {
        holding = true;
        answersOnly = false;
    }

    /** From here on calls are carried out at once, and their answers wait. */
    void holdAnswers() {
        holding = true;
        answersOnly = true;
    }

    /** From here on calls wait, and whether a user may publish is such a call too. */
    void holdRates() {
        hold();
        holdingRates = true;
    }

    /** From here on answers wait, those to publications too. */
    void holdPublications() {
        holdAnswers();
        holdingPublications = true;
    }

    /** Carries out the call that has waited longest; whether there was one. */
    boolean release() {
        Runnable call = calls.poll();
        if (call != null) {
            call.run();
        }
        return call != null;
    }

    /** Carries out what waits, and from here on every call at once. */
    void letGo() {
        holding = false;
        holdingRates = false;
        holdingPublications = false;
        while (release()) {
            // the next
        }
    }

    /** How many calls wait. */
    int waiting() {
        return calls.size();
    }

    /** Whether the store is away: calls fail with {@code unavailable}. */
    void away(boolean now) {
        away = now;
    }

    /** Whether to publish throws a fault instead of failing. */
    void broken(boolean now) {
        broken = now;
    }

    private <T> CompletionStage<T> pass(Supplier<CompletionStage<T>> call) {
        if (!holding) {
            return answer(call);
        }
        CompletableFuture<T> late = new CompletableFuture<>();
        CompletionStage<T> early = answersOnly ? answer(call) : null;
        calls.add(() -> (early == null ? answer(call) : early).whenComplete((result, failure) -> {
            if (failure == null) {
                late.complete(result);
            } else {
                late.completeExceptionally(failure);
            }
        }));
        return late;
    }

    private <T> CompletionStage<T> answer(Supplier<CompletionStage<T>> call) {
        return away
                ? CompletableFuture.failedFuture(Refused.because(ErrorCode.UNAVAILABLE, "the store is away"))
                : call.get();
    }

    @Override
    public void start(BrokerListener listener) {
        broker.start(listener);
    }

    @Override
    public RoomLog log() {
        return new RoomLog() {
            @Override
            public CompletionStage<Published> publish(Publication publication) {
                if (broken) {
                    throw new IllegalStateException("broken by a test");
                }
                Supplier<CompletionStage<Published>> call = () -> broker.log().publish(publication);
                return holdingPublications ? pass(call) : answer(call);
            }

            @Override
            public CompletionStage<Page> read(RoomName room, Range range) {
                return pass(() -> broker.log().read(room, range));
            }

            @Override
            public CompletionStage<org.herald.hub.Position> position(RoomName room) {
                return pass(() -> broker.log().position(room));
            }
        };
    }

    @Override
    public Fanout fanout() {
        return broker.fanout();
    }

    @Override
    public Interest interest() {
        return new Interest() {
            @Override
            public CompletionStage<Void> subscribe(RoomName room) {
                return pass(() -> broker.interest().subscribe(room));
            }

            @Override
            public CompletionStage<Void> unsubscribe(RoomName room) {
                return pass(() -> broker.interest().unsubscribe(room));
            }
        };
    }

    @Override
    public Presence presence() {
        return new Presence() {
            @Override
            public CompletionStage<Void> enter(RoomName room, UserId user, ConnectionId connection, boolean announce) {
                return pass(() -> broker.presence().enter(room, user, connection, announce));
            }

            @Override
            public CompletionStage<Void> exit(
                    RoomName room, UserId user, ConnectionId connection, Duration grace, boolean announce) {
                return pass(() -> broker.presence().exit(room, user, connection, grace, announce));
            }

            @Override
            public CompletionStage<Members> members(RoomName room, int limit) {
                return pass(() -> broker.presence().members(room, limit));
            }

            @Override
            public CompletionStage<Integer> count(RoomName room) {
                return pass(() -> broker.presence().count(room));
            }

            @Override
            public CompletionStage<Set<RoomName>> status(UserId user, Status status) {
                return pass(() -> broker.presence().status(user, status));
            }
        };
    }

    @Override
    public Memberships memberships() {
        return new Memberships() {
            @Override
            public CompletionStage<Boolean> add(UserId user, RoomName room, int max) {
                return pass(() -> broker.memberships().add(user, room, max));
            }

            @Override
            public CompletionStage<Void> remove(UserId user, RoomName room) {
                return pass(() -> broker.memberships().remove(user, room));
            }

            @Override
            public CompletionStage<Set<RoomName>> of(UserId user) {
                return pass(() -> broker.memberships().of(user));
            }
        };
    }

    @Override
    public ReadMarks readMarks() {
        return (room, user, upTo) -> pass(() -> broker.readMarks().advance(room, user, upTo));
    }

    @Override
    public ConnectionQuota quota() {
        return new ConnectionQuota() {
            @Override
            public CompletionStage<Boolean> acquire(UserId user, ConnectionId connection, int max) {
                return pass(() -> broker.quota().acquire(user, connection, max));
            }

            @Override
            public CompletionStage<Void> release(UserId user, ConnectionId connection) {
                return broker.quota().release(user, connection);
            }
        };
    }

    @Override
    public MessageQuota messages() {
        return (user, rate, expected) -> holdingRates
                ? pass(() -> broker.messages().take(user, rate, expected))
                : answer(() -> broker.messages().take(user, rate, expected));
    }

    @Override
    public Control control() {
        return message -> answer(() -> broker.control().send(message));
    }

    @Override
    public Directory directory() {
        return broker.directory();
    }

    @Override
    public Revocations revocations() {
        return broker.revocations();
    }

    @Override
    public void close() {
        broker.close();
    }
}
