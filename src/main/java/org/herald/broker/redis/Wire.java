package org.herald.broker.redis;

import java.io.IOException;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * One connection to Redis: whoever uses it decides when what was written goes out and when an answer is read. One
 * thread may write while another one reads; {@link #cut} may be called by any.
 */
final class Wire extends Connection {

    /** Connects and logs in; fails as Jedis does. */
    Wire(JedisSocketFactory sockets, JedisClientConfig config) {
        super(sockets, config);
    }

    void write(ProtocolCommand command, byte[]... args) {
        sendCommand(command, args);
    }

    void push() {
        flush();
    }

    /** The next answer; throws {@link redis.clients.jedis.exceptions.JedisDataException} for one that is an error. */
    Object read() {
        return getUnflushedObject();
    }

    /** Asks and waits for the answer. */
    Object ask(ProtocolCommand command, byte[]... args) {
        write(command, args);
        push();
        return read();
    }

    /** Ends it at once; a thread that reads or writes fails. */
    void cut() {
        try {
            forceDisconnect();
        } catch (IOException e) {
            setBroken();
        }
    }
}
