package org.herald.transport.engineio;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.herald.hub.CloseCode;
import org.herald.protocol.BrokenPacket;

/**
 * The door of Engine.IO: has one path. Polls and posts are answered here; what is to become a WebSocket goes on to the
 * container, which has an endpoint at the same path, if it may.
 */
public abstract class EngineFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    /** How much longer than the client's patience a poll may take. */
    private static final Duration SPARE = Duration.ofSeconds(10);

    protected abstract EngineSessions sessions();

    protected abstract EngineApplication application();

    @Override
    protected final void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (application().answers(request, response)) {
            return;
        }
        EngineRequest asked = EngineRequest.of(request);
        if (asked.error() != null) {
            refuse(response, asked.error());
        } else if (asked.sid().isEmpty()) {
            begin(request, response, chain, asked);
        } else {
            Optional<EngineSession> session = sessions().find(asked.sid().get());
            if (session.isEmpty()) {
                refuse(response, EngineError.UNKNOWN_SID);
            } else if (asked.upgrade()) {
                upgrade(request, response, chain, session.get());
            } else {
                goOn(request, response, session.get());
            }
        }
    }

    private void begin(HttpServletRequest request, HttpServletResponse response, FilterChain chain, EngineRequest asked)
            throws IOException, ServletException {
        EngineListener listener = application().arrive(request, response, asked.upgrade());
        if (listener == null) {
            return;
        }
        EngineSession session = sessions().create(listener);
        if (asked.upgrade()) {
            session.expect();
            chain.doFilter(EngineConfigurator.naming(request, session.sid()), response);
        } else {
            session.begin();
            String open = sessions().settings().open(session.sid(), true);
            answer(response, HttpServletResponse.SC_OK, PollResponse.TEXT, PacketType.OPEN.digit() + open);
        }
    }

    private void upgrade(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, EngineSession session)
            throws IOException, ServletException {
        if (!application().upgrades(request, response)) {
            return;
        }
        if (session.mayUpgrade() || !application().refusesNeedless()) {
            chain.doFilter(EngineConfigurator.naming(request, session.sid()), response);
        } else {
            refuse(response, EngineError.BAD_REQUEST);
        }
    }

    private void goOn(HttpServletRequest request, HttpServletResponse response, EngineSession session)
            throws IOException {
        if (!session.isPolling()) {
            refuse(response, EngineError.BAD_REQUEST);
            return;
        }
        switch (request.getMethod()) {
            case "GET" -> {
                EngineSettings settings = sessions().settings();
                PollResponse.begin(
                        request,
                        session,
                        settings.pingInterval().plus(settings.pingTimeout()).plus(SPARE));
            }
            case "POST" -> post(request, response, session);
            default -> refuse(response, EngineError.BAD_REQUEST);
        }
    }

    private static void post(HttpServletRequest request, HttpServletResponse response, EngineSession session)
            throws IOException {
        if (!session.beginPost()) {
            refuse(response, EngineError.BAD_REQUEST);
            return;
        }
        EngineError error;
        try {
            error = read(request, session);
        } finally {
            session.endPost(); // before the answer: the client may send its next post as soon as it has that
        }
        if (error == EngineError.TOO_LARGE) {
            response.setHeader("Connection", "close"); // what is left of the body is not read
        }
        if (error == null) {
            answer(response, HttpServletResponse.SC_OK, PollResponse.TEXT, "ok");
        } else {
            refuse(response, error);
        }
    }

    /** Hands on what was posted. @return why it was of no use, or null */
    private static EngineError read(HttpServletRequest request, EngineSession session) throws IOException {
        int limit = session.limit();
        byte[] body = request.getInputStream().readNBytes(limit + 1);
        if (body.length > limit) {
            session.end(CloseCode.TOO_LARGE, "a body is too large");
            return EngineError.TOO_LARGE;
        }
        try {
            session.post(text(body));
            return null;
        } catch (BrokenPacket broken) {
            return EngineError.BAD_REQUEST;
        }
    }

    /** Bytes that are not UTF-8 are a packet that is none. */
    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    private static void refuse(HttpServletResponse response, EngineError error) throws IOException {
        answer(response, error.status(), PollResponse.JSON, error.json());
    }

    private static void answer(HttpServletResponse response, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        PollResponse.head(response, status, type, bytes.length);
        response.getOutputStream().write(bytes);
    }
}
