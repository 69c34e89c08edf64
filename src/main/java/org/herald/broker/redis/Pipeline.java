package org.herald.broker.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * One connection for the calls of many: what waits is written at once, flushed once, and answered in order. A call
 * that cannot be made now is refused at once, one that was under way when the connection broke as soon as that is
 * known.
 *
 * <p>Calls may be offered by any thread; {@link #run} is for the one thread that makes them.
 */
final class Pipeline implements Runnable {

    private static final int BATCH = 256;

    /** After how long without an answer Redis counts as away. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private static final long IDLE_MILLIS = 1000;

    private final PipelineParts parts;
    private final BlockingQueue<Call<?>> queue;
    private final Backoff backoff = new Backoff();
    private volatile Wire wire;
    private volatile boolean closed;

    /** Whether calls are taken: from when a connection stands until it breaks. */
    private volatile boolean up;

    Pipeline(PipelineParts parts, int capacity) {
        this.parts = parts;
        this.queue = new LinkedBlockingQueue<>(capacity);
    }

    boolean isUp() {
        return up;
    }

    /** How many calls wait. */
    int depth() {
        return queue.size();
    }

    /** Takes the call, or fails it. */
    void offer(Call<?> call) {
        boolean taken = up && queue.offer(call);
        if (!taken || !up && queue.remove(call)) {
            call.fail(Call.unavailable());
        }
    }

    void close() {
        closed = true;
        up = false;
        parts.awakening().look();
        Wire open = wire;
        if (open != null) {
            open.cut();
        }
        failWaiting();
    }

    @Override
    public void run() {
        while (!closed) {
            long heard = parts.awakening().calls();
            try (Wire open = connect()) {
                backoff.reset();
                heard = parts.awakening().call();
                while (!closed) {
                    serve(open);
                }
            } catch (JedisException e) {
                parts.reports().lost("a pipeline", e);
            } catch (RuntimeException e) { // a pipeline that stops would silence its rooms
                parts.reports().fault(e);
            } catch (InterruptedException e) {
                close();
            } finally {
                up = false;
                failWaiting();
            }
            pause(heard);
        }
    }

    private Wire connect() {
        Wire open = parts.endpoint().open(SILENCE);
        for (Scripts.Text script : parts.scripts().all()) {
            open.write(Command.SCRIPT, Packer.utf8("LOAD"), script.source());
        }
        open.push();
        for (int i = 0; i < parts.scripts().all().size(); i++) {
            open.read();
        }
        wire = open;
        up = !closed;
        return open;
    }

    private void serve(Wire open) throws InterruptedException {
        Call<?> first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
            open.ask(Command.PING);
            return;
        }
        List<Call<?>> batch = new ArrayList<>();
        batch.add(first);
        queue.drainTo(batch, BATCH - 1);
        parts.listener().pipelineDepth(batch.size() + queue.size());
        exchange(open, batch);
    }

    private void exchange(Wire open, List<Call<?>> batch) {
        int answered = 0;
        try {
            for (Call<?> call : batch) {
                call.writeTo(open);
            }
            open.push();
            List<Call<?>> unknown = new ArrayList<>();
            for (; answered < batch.size(); answered++) {
                read(open, batch.get(answered), unknown);
            }
            for (Call<?> call : unknown) {
                call.writeSourceTo(open);
            }
            open.push();
            unknown.forEach(call -> read(open, call, new ArrayList<>()));
        } catch (RuntimeException e) {
            up = false;
            batch.forEach(call -> call.fail(Call.unavailable()));
            throw e;
        }
    }

    /** @param unknown takes the call when its script is not known there (any more) */
    private void read(Wire open, Call<?> call, List<Call<?>> unknown) {
        Object raw;
        try {
            raw = open.read();
        } catch (JedisNoScriptException e) {
            unknown.add(call);
            return;
        } catch (JedisDataException e) {
            refuse(call, e);
            return;
        }
        try {
            call.complete(raw);
        } catch (RuntimeException e) {
            parts.reports().fault(e);
        }
    }

    /** An error is Redis's business, and the client may try again; where it has become a replica, elsewhere. */
    private void refuse(Call<?> call, JedisDataException error) {
        String message = String.valueOf(error.getMessage());
        if (error instanceof JedisRedirectionException || message.startsWith("CLUSTERDOWN")) {
            parts.moved().run();
        } else {
            parts.reports().refused(error);
        }
        call.fail(Call.unavailable());
        if (message.startsWith("READONLY")) {
            throw new JedisConnectionException("it has become a replica", error);
        }
    }

    private void failWaiting() {
        List<Call<?>> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        waiting.forEach(call -> call.fail(Call.unavailable()));
    }

    private void pause(long heard) {
        try {
            parts.awakening().pause(backoff.nextMillis(), heard, () -> closed);
        } catch (InterruptedException e) {
            close();
        }
    }
}
