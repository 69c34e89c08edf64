package org.herald.it.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How to reach a server.
 *
 * @param source the address to come from, any of {@code 127.0.0.0/8}
 * @param receiveBuffer what the kernel takes in for a client that does not read, in bytes (it doubles the figure); 0
 *     leaves it to the kernel
 */
public record Route(InetSocketAddress target, String source, int receiveBuffer) {

    private static final int CONNECT_MILLIS = 10_000;
    private static final AtomicInteger SOURCES = new AtomicInteger();

    public static Route to(Server server) {
        return new Route(server.address(), "127.0.0.1", 0);
    }

    public Route from(String address) {
        return new Route(target, address, receiveBuffer);
    }

    /** From an address that nobody else has come from: one that no limit has counted yet. */
    public Route fromElsewhere() {
        int count = SOURCES.incrementAndGet();
        return from("127." + (64 + count / 62_500) + "." + (1 + count / 250 % 250) + "." + (1 + count % 250));
    }

    public Route receiveBuffer(int bytes) {
        return new Route(target, source, bytes);
    }

    Socket connect() throws IOException {
        Socket socket = new Socket();
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(source), 0));
            socket.connect(target, CONNECT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
