package org.herald.it.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * How to reach a server.
 *
 * @param source the address to come from, any of {@code 127.0.0.0/8}
 * @param receiveBuffer what the kernel takes in for a client that does not read, in bytes (it doubles the figure); 0
 *     leaves it to the kernel
 * @param tls what to trust; empty for a connection without TLS
 */
public record Route(InetSocketAddress target, String source, int receiveBuffer, Optional<SSLContext> tls) {

    private static final String LOCAL = "127.0.0.1";
    private static final int CONNECT_MILLIS = 10_000;
    private static final AtomicInteger SOURCES = new AtomicInteger();

    public static Route to(Server server) {
        return new Route(server.address(), LOCAL, 0, Optional.empty());
    }

    /** Over TLS, to a port of this machine. */
    public static Route secure(int port, SSLContext trust) {
        return new Route(new InetSocketAddress(LOCAL, port), LOCAL, 0, Optional.of(trust));
    }

    public Route from(String address) {
        return new Route(target, address, receiveBuffer, tls);
    }

    /** From an address that nobody else has come from: one that no limit has counted yet. */
    public Route fromElsewhere() {
        int count = SOURCES.incrementAndGet();
        return from("127." + (64 + count / 62_500) + "." + (1 + count / 250 % 250) + "." + (1 + count % 250));
    }

    public Route receiveBuffer(int bytes) {
        return new Route(target, source, bytes, tls);
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
            return tls.isPresent() ? secured(socket, tls.get()) : socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket secured(Socket socket, SSLContext trust) throws IOException {
        SSLSocket secured = (SSLSocket)
                trust.getSocketFactory().createSocket(socket, target.getHostString(), target.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }
}
