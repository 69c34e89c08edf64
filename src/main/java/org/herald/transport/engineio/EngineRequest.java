package org.herald.transport.engineio;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.herald.auth.BadRequest;
import org.herald.auth.Query;

/**
 * What a request wants (Engine.IO protocol, "Transports").
 *
 * @param sid of the session that it is about; empty: it begins one
 * @param websocket the transport; otherwise polling
 * @param upgrade whether it is to become a WebSocket
 * @param error why it is of no use; null: it may be
 */
record EngineRequest(Optional<String> sid, boolean websocket, boolean upgrade, EngineError error) {

    private static final String VERSION = "4";

    static EngineRequest of(HttpServletRequest request) {
        boolean upgrade =
                "GET".equals(request.getMethod()) && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
        try {
            Query query = Query.parse(request.getQueryString());
            Optional<String> sid = query.one("sid");
            String transport = query.one("transport").orElse("");
            boolean websocket = transport.equals("websocket");
            EngineError error = websocket || transport.equals("polling")
                    ? error(request, query, sid.isPresent(), websocket != upgrade)
                    : EngineError.UNKNOWN_TRANSPORT;
            return new EngineRequest(sid, websocket, upgrade, error);
        } catch (BadRequest bad) {
            return new EngineRequest(Optional.empty(), false, upgrade, EngineError.BAD_REQUEST);
        }
    }

    private static EngineError error(HttpServletRequest request, Query query, boolean known, boolean mismatch) {
        if (!known && !"GET".equals(request.getMethod())) {
            return EngineError.BAD_HANDSHAKE_METHOD;
        }
        if (mismatch) {
            return EngineError.BAD_REQUEST;
        }
        boolean spoken = query.one("EIO").filter(VERSION::equals).isPresent();
        return known || spoken ? null : EngineError.UNSUPPORTED_PROTOCOL_VERSION;
    }
}
