package org.herald.broker.redis;

import java.security.SecureRandom;

/**
 * What this node is called in Redis: {@code <node>:<random>}, the instance, for as long as the broker lives, and
 * behind it a number that changes when the others gave the node up for dead. So whatever they take out of what it
 * left, they never take out what it said since. Safe for use by any thread.
 */
final class Identity {

    private static final int RANDOMS = 36 * 36 * 36 * 36 * 36;

    private final String instance;
    private volatile int life;

    /** @param node as configured; without colons and blanks */
    Identity(String node) {
        int random = new SecureRandom().nextInt(RANDOMS / 36, RANDOMS);
        instance = node + ':' + Integer.toString(random, Character.MAX_RADIX);
    }

    String instance() {
        return instance;
    }

    /** The name of this life. */
    String current() {
        return instance + '#' + life;
    }

    /** The name of the next life, if there has to be one. */
    String next() {
        return instance + '#' + (life + 1);
    }

    /** Begins the next life. For one thread at a time. */
    void renew() {
        life = life + 1;
    }

    /** What the names of all lives begin with. */
    String allLives() {
        return instance + '#';
    }

    /** What the node is called of which {@code name} is an instance or a life. */
    static String nodeOf(String name) {
        return name.substring(0, Math.max(0, name.indexOf(':')));
    }

    /** The instance that {@code name} is a life of. */
    static String instanceOf(String name) {
        int end = name.lastIndexOf('#');
        return end < 0 ? name : name.substring(0, end);
    }
}
