package org.herald.broker.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/** A few connections to one Redis; each tag has its own among them. */
final class Pipelines implements Connections {

    private final List<Pipeline> pipelines;
    private final ThreadFactory threads;

    /**
     * @param count how many connections
     * @param capacity how many calls may wait for each
     */
    Pipelines(PipelineParts parts, int count, int capacity, ThreadFactory threads) {
        this.pipelines = Stream.generate(() -> new Pipeline(parts, capacity))
                .limit(count)
                .toList();
        this.threads = threads;
    }

    @Override
    public void start() {
        pipelines.forEach(pipeline -> threads.newThread(pipeline).start());
    }

    @Override
    public boolean isUp() {
        return pipelines.stream().allMatch(Pipeline::isUp);
    }

    @Override
    public void close() {
        pipelines.forEach(Pipeline::close);
    }

    @Override
    public <T> CompletionStage<T> ask(String tag, Call<T> call) {
        int hash = tag.hashCode();
        pipelines.get(Math.floorMod(hash ^ hash >>> 16, pipelines.size())).offer(call);
        return call.answer();
    }
}
