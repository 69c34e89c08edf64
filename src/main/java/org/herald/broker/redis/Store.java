package org.herald.broker.redis;

import java.util.concurrent.CompletionStage;
import org.herald.hub.RoomName;
import org.herald.hub.UserId;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;

/** Redis as the ports see it: keys by name, scripts and commands by subject. */
record Store(Requests requests, Keys keys, Scripts scripts) {

    /** A script about a room's history. */
    <T> CompletionStage<T> log(RoomName room, Script script, Call.Reply<T> reply, Object... args) {
        return requests.ask(room.value(), Call.script(scripts.text(script), reply, keys.log(room), args));
    }

    /** Sends something over the channel of a room. */
    CompletionStage<Void> tell(RoomName room, byte[] message) {
        byte[] channel = keys.channel(room);
        return requests.ask(
                room.value(),
                scripts.sharded()
                        ? Call.script(scripts.text(Script.EMIT), Call::nothing, new byte[][] {channel}, message)
                        : Call.command(Call::nothing, Command.PUBLISH, channel, message));
    }

    /** A script about who is in a room. */
    <T> CompletionStage<T> presence(RoomName room, Script script, Call.Reply<T> reply, Object... args) {
        return requests.ask(room.value(), Call.script(scripts.text(script), reply, keys.presence(room), args));
    }

    /** A command about a room. */
    <T> CompletionStage<T> room(RoomName room, Call.Reply<T> reply, ProtocolCommand command, byte[]... args) {
        return requests.ask(room.value(), Call.command(reply, command, args));
    }

    /** A script about a user. */
    <T> CompletionStage<T> user(UserId user, Script script, Call.Reply<T> reply, byte[][] of, Object... args) {
        return requests.ask(tag(user), Call.script(scripts.text(script), reply, of, args));
    }

    <T> CompletionStage<T> user(UserId user, Call.Reply<T> reply, ProtocolCommand command, byte[]... args) {
        return requests.ask(tag(user), Call.command(reply, command, args));
    }

    /** A script about all nodes. */
    <T> CompletionStage<T> nodes(Script script, Call.Reply<T> reply, Object... args) {
        return requests.ask("nodes", Call.script(scripts.text(script), reply, keys.leases(), args));
    }

    /** A script about what is revoked. */
    <T> CompletionStage<T> revoked(Script script, Call.Reply<T> reply, Object... args) {
        return requests.ask("revoked", Call.script(scripts.text(script), reply, keys.revoked(), args));
    }

    /** A command about one node, or about all. */
    <T> CompletionStage<T> node(String node, Call.Reply<T> reply, ProtocolCommand command, byte[]... args) {
        return requests.ask(node, Call.command(reply, command, args));
    }

    private static String tag(UserId user) {
        return '@' + user.value();
    }
}
