package org.herald.broker.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Protocol.Command;

/**
 * Subscriptions that are to be asked for or ended over one connection, and those asked for that Redis has not answered
 * yet; it answers in order. For use by one thread.
 */
final class Wanted {

    private static final int AT_ONCE = 500;

    /** @param written which command it went out with; 0 before that */
    private record Step(Command command, byte[] channel, long written) {

        /** Whether it may go out in one command with its neighbours: channels of slots may not. */
        boolean isSociable() {
            return command == Command.SUBSCRIBE || command == Command.UNSUBSCRIBE;
        }

        boolean isSubscription() {
            return command == Command.SUBSCRIBE || command == Command.SSUBSCRIBE;
        }
    }

    private final List<Step> steps = new ArrayList<>();
    private final Deque<Step> unanswered = new ArrayDeque<>();

    /** How many subscriptions of each channel are not answered: only the last answer counts. */
    private final Map<String, Integer> subscriptions = new HashMap<>();

    private long commands;

    void add(Command command, byte[] channel) {
        Step step = new Step(command, channel, 0);
        steps.add(step);
        if (step.isSubscription()) {
            subscriptions.merge(Stripe.key(channel), 1, Integer::sum);
        }
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    void clear() {
        steps.clear();
        unanswered.clear();
        subscriptions.clear();
    }

    /** As few commands as possible: neighbours of a kind are one, where they may be. */
    void writeTo(Wire wire) {
        List<byte[]> channels = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            channels.add(step.channel);
            unanswered.add(new Step(step.command, step.channel, commands));
            boolean last = i + 1 == steps.size() || steps.get(i + 1).command != step.command;
            if (last || !step.isSociable() || channels.size() == AT_ONCE) {
                wire.write(step.command, channels.toArray(byte[][]::new));
                channels.clear();
                commands++;
            }
        }
        steps.clear();
    }

    /** Takes an answer; whether it is one, and not something that Redis said by itself. */
    boolean answer(Command command, byte[] channel) {
        Step oldest = unanswered.peek();
        if (oldest == null || oldest.command != command || !Arrays.equals(oldest.channel, channel)) {
            return false;
        }
        unanswered.remove();
        settle(oldest);
        return true;
    }

    /** Whether no answer for the channel is missing. */
    boolean isSettled(String channel) {
        return !subscriptions.containsKey(channel);
    }

    /** Takes an error: the oldest command failed. Returns the channels that it was to subscribe. */
    List<byte[]> fail() {
        List<byte[]> failed = new ArrayList<>();
        Step oldest = unanswered.peek();
        while (oldest != null && !unanswered.isEmpty() && unanswered.peek().written == oldest.written) {
            Step step = unanswered.remove();
            settle(step);
            if (step.isSubscription()) {
                failed.add(step.channel);
            }
        }
        return failed;
    }

    private void settle(Step step) {
        if (step.isSubscription()) {
            subscriptions.computeIfPresent(Stripe.key(step.channel), (channel, count) -> count == 1 ? null : count - 1);
        }
    }
}
