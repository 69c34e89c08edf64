package org.herald.broker.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/** A few connections to one Redis; each tag has its own among them. */
final class Pipelines implements Requests {

    private static final int COUNT = 4;

    private final List<Pipeline> pipelines;

    /** @param capacity how many calls may wait for each connection */
    Pipelines(PipelineParts parts, int capacity) {
        pipelines = Stream.generate(() -> new Pipeline(parts, capacity))
                .limit(COUNT)
                .toList();
    }

    void start(ThreadFactory threads) {
        pipelines.forEach(pipeline -> threads.newThread(pipeline).start());
    }

    boolean isUp() {
        return pipelines.stream().allMatch(Pipeline::isUp);
    }

    void close() {
        pipelines.forEach(Pipeline::close);
    }

    @Override
    public <T> CompletionStage<T> ask(String tag, Call<T> call) {
        int hash = tag.hashCode();
        pipelines.get(Math.floorMod(hash ^ hash >>> 16, COUNT)).offer(call);
        return call.answer();
    }
}
