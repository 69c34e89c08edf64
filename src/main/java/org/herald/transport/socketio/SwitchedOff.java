package org.herald.transport.socketio;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.herald.transport.engineio.EngineApplication;
import org.herald.transport.engineio.EngineListener;
import org.herald.transport.http.Problem;

/** Where clients of Socket.IO are not served: nothing is found, and nothing is held for anybody. */
final class SwitchedOff implements EngineApplication {

    @Override
    public boolean answers(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem.of(HttpServletResponse.SC_NOT_FOUND, "clients of Socket.IO are not served here")
                .send(response);
        return true;
    }

    /** @return false: nobody gets this far */
    @Override
    public boolean upgrades(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return !answers(request, response);
    }

    /** @return null: nobody gets this far */
    @Override
    public EngineListener arrive(HttpServletRequest request, HttpServletResponse response, boolean upgrade)
            throws IOException {
        answers(request, response);
        return null;
    }
}
