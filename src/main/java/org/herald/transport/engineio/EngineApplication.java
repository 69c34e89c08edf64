package org.herald.transport.engineio;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What sessions are for. */
public interface EngineApplication {

    /**
     * Sets what browsers have to know, and answers what needs no more: a preflight, or a page that may not ask.
     *
     * @return whether it was answered
     */
    boolean answers(HttpServletRequest request, HttpServletResponse response) throws IOException;

    /**
     * Somebody wants to go on by a WebSocket.
     *
     * @return whether that may be tried; false: it may not, and the request was answered
     */
    boolean upgrades(HttpServletRequest request, HttpServletResponse response) throws IOException;

    /** Whether a WebSocket for which a session has no use is refused before it opens; otherwise it opens, and is closed. */
    default boolean refusesNeedless() {
        return true;
    }

    /**
     * Somebody begins a session.
     *
     * @param upgrade whether it begins as a WebSocket
     * @return who listens; null: nobody, and the request was answered
     */
    EngineListener arrive(HttpServletRequest request, HttpServletResponse response, boolean upgrade) throws IOException;
}
