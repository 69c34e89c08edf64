package org.herald.broker.redis;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.commands.ProtocolCommand;

/** Subscriptions that are still to be asked for or ended, in order. For use by one thread. */
final class Wanted {

    private static final int AT_ONCE = 500;

    private record Step(ProtocolCommand command, byte[] channel) {}

    private final List<Step> steps = new ArrayList<>();

    void add(ProtocolCommand command, byte[] channel) {
        steps.add(new Step(command, channel));
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    void clear() {
        steps.clear();
    }

    /** As few commands as possible: neighbours of a kind are one. */
    void writeTo(Wire wire) {
        List<byte[]> channels = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            channels.add(step.channel);
            boolean last = i + 1 == steps.size() || steps.get(i + 1).command != step.command;
            if (last || channels.size() == AT_ONCE) {
                wire.write(step.command, channels.toArray(byte[][]::new));
                channels.clear();
            }
        }
        steps.clear();
    }
}
