package org.herald.transport.engineio;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A request as a container hands it on, and its answer. For one thread. */
final class FakeExchange {

    private final Map<String, String> asked;
    private final ByteArrayInputStream body;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final Runnable answering;
    private int status;

    /**
     * @param query with the transport, and what else there is
     * @param answering is run as the answer begins to be written
     */
    FakeExchange(String method, String query, String body, Runnable answering) {
        this.asked = Map.of("getMethod", method, "getQueryString", query);
        this.body = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        this.answering = answering;
    }

    /** Of a client that wants to go on by a WebSocket. */
    static FakeExchange upgrade(String sid) {
        return new FakeExchange("GET", "EIO=4&transport=websocket&sid=" + sid, "", () -> {});
    }

    HttpServletRequest request() {
        boolean upgrade = asked.get("getQueryString").contains("websocket");
        return proxy(HttpServletRequest.class, (self, method, arguments) -> switch (method.getName()) {
            case "getInputStream" -> input();
            case "getHeader" -> upgrade && "Upgrade".equals(arguments[0]) ? "websocket" : null;
            default -> asked.get(method.getName());
        });
    }

    HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (self, method, arguments) -> {
            if (method.getName().equals("setStatus")) {
                status = (Integer) arguments[0];
            }
            return method.getName().equals("getOutputStream") ? output() : null;
        });
    }

    /** 0: none was set. */
    int status() {
        return status;
    }

    String answer() {
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private ServletInputStream input() {
        return new ServletInputStream() {
            @Override
            public boolean isFinished() {
                return body.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException("it is read at once");
            }

            @Override
            public int read() {
                return body.read();
            }
        };
    }

    private ServletOutputStream output() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException("it is written at once");
            }

            @Override
            public void write(byte[] bytes) throws IOException {
                answering.run();
                answer.write(bytes);
            }

            @Override
            public void write(int octet) {
                answer.write(octet);
            }
        };
    }
}
