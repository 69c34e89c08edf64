package org.herald.broker.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * One command on its way to Redis, and its one answer.
 *
 * @param <T> what the answer is turned into
 */
final class Call<T> {

    /** Turns Redis's reply into an answer; may refuse. Runs on the thread that read the reply. */
    interface Reply<T> {
        T of(Object raw);
    }

    private final ProtocolCommand command;
    private final byte[][] args;
    private final Reply<T> reply;

    /** Null for a command that is no script. */
    private final Scripts.Text script;

    private final CompletableFuture<T> answer = new CompletableFuture<>();

    private Call(ProtocolCommand command, byte[][] args, Scripts.Text script, Reply<T> reply) {
        this.command = command;
        this.args = args;
        this.script = script;
        this.reply = reply;
    }

    static <T> Call<T> command(Reply<T> reply, ProtocolCommand command, byte[]... args) {
        return new Call<>(command, args, null, reply);
    }

    /** @param args texts, numbers and byte arrays */
    static <T> Call<T> script(Scripts.Text script, Reply<T> reply, byte[][] keys, Object... args) {
        List<byte[]> all = new ArrayList<>(2 + keys.length + args.length);
        all.add(script.sha());
        all.add(bytes(keys.length));
        all.addAll(List.of(keys));
        for (Object arg : args) {
            all.add(bytes(arg));
        }
        return new Call<>(Command.EVALSHA, all.toArray(byte[][]::new), script, reply);
    }

    /** For a reply that says nothing. */
    static Void nothing(Object raw) {
        return null;
    }

    static byte[] bytes(Object arg) {
        return arg instanceof byte[] given ? given : Packer.utf8(arg.toString());
    }

    CompletableFuture<T> answer() {
        return answer;
    }

    boolean isScript() {
        return script != null;
    }

    void writeTo(Wire wire) {
        wire.write(command, args);
    }

    /** With the source of the script instead of its name, for a Redis that does not know it. */
    void writeSourceTo(Wire wire) {
        byte[][] whole = args.clone();
        whole[0] = script.source();
        wire.write(Command.EVAL, whole);
    }

    void complete(Object raw) {
        T made;
        try {
            made = reply.of(raw);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
            return;
        }
        answer.complete(made);
    }

    void fail(RuntimeException failure) {
        answer.completeExceptionally(failure);
    }

    static Refused unavailable() {
        return Refused.because(ErrorCode.UNAVAILABLE, "the store is not available now, try again");
    }
}
