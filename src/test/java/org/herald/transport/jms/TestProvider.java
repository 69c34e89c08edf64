package org.herald.transport.jms;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
    private volatile boolean failsToCommit;
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

    /** The next transaction is rolled back when all is done. */
    void failToCommitOnce() {
        failsToCommit = true;
    }

    @Override
    public void take(String name, Duration patience, int most, Consumer<List<Letter>> taker) throws Trouble {
        takes++;
        requireThere();
        List<Letter> letters = letters(most);
        try {
            if (!letters.isEmpty()) {
                taker.accept(letters);
            }
            commit();
        } catch (RuntimeException e) {
            back(letters);
            throw new Trouble(e.getMessage(), e);
        } catch (Trouble e) {
            back(letters);
            throw e;
        }
    }

    @Override
    public void send(String topic, List<Notice> notices) throws Trouble {
        requireThere();
        told.addAll(notices);
        commit();
    }

    private List<Letter> letters(int most) {
        List<Letter> letters = new ArrayList<>();
        synchronized (queue) {
            while (letters.size() < most && !queue.isEmpty()) {
                letters.add(queue.remove());
            }
        }
        return letters;
    }

    private void back(List<Letter> letters) {
        returned += letters.size();
        synchronized (queue) {
            for (int i = letters.size(); i > 0; i--) {
                queue.addFirst(letters.get(i - 1));
            }
        }
    }

    private void requireThere() throws Trouble {
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
