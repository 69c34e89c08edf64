package org.herald.transport.jms;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A queue and a topic in memory, that fail when a test says so. What is not let go of comes again, first. */
final class TestProvider implements Provider {

    /** Guards itself. */
    private final Deque<Letter> queue = new ArrayDeque<>();

    private final List<Notice> told = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private volatile boolean topicAway;
    private volatile boolean failsToCommit;
    private volatile boolean faulty;
    private volatile int takes;
    private volatile int returned;

    void put(String id, String text) {
        synchronized (queue) {
            queue.add(new Letter(text, id));
        }
    }

    int left() {
        synchronized (queue) {
            return queue.size();
        }
    }

    List<Notice> told() {
        return told;
    }

    int takes() {
        return takes;
    }

    /** How many have come back that were taken. */
    int returned() {
        return returned;
    }

    void away(boolean now) {
        away = now;
    }

    void topicAway(boolean now) {
        topicAway = now;
    }

    /** The next transaction is rolled back when all is done. */
    void failToCommitOnce() {
        failsToCommit = true;
    }

    /** The next call meets an error of the machine's. */
    void failOnce() {
        faulty = true;
    }

    @Override
    public void take(String name, Duration patience, Consumer<Letter> taker) throws Trouble {
        takes++;
        requireThere();
        Letter letter = first();
        if (letter == null) {
            return;
        }
        try {
            taker.accept(letter);
            commit();
        } catch (RuntimeException e) {
            back(letter);
            throw new Trouble(e.getMessage(), e);
        } catch (Trouble e) {
            back(letter);
            throw e;
        }
    }

    @Override
    public void send(String topic, List<Notice> notices) throws Trouble {
        requireThere();
        if (topicAway) {
            throw new Trouble("no topic", null);
        }
        told.addAll(notices);
        commit();
    }

    private Letter first() {
        synchronized (queue) {
            return queue.poll();
        }
    }

    private void back(Letter letter) {
        returned++;
        synchronized (queue) {
            queue.addFirst(letter);
        }
    }

    private void requireThere() throws Trouble {
        if (faulty) {
            faulty = false;
            throw new OutOfMemoryError("for a test");
        }
        if (away) {
            throw new Trouble("not there", null);
        }
    }

    private void commit() throws Trouble {
        if (failsToCommit) {
            failsToCommit = false;
            throw new Trouble("rolled back", null);
        }
    }
}
