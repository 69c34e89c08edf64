package org.herald.transport.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What is answered where a door failed and said nothing itself ({@code error-page} in {@code web.xml}): not why, which the
 * container has logged. Its own page would show the stack trace to whoever it takes for a developer. Asked for by itself,
 * it does not exist.
 */
@WebServlet(urlPatterns = "/fault", asyncSupported = true)
public class FaultServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = request.getDispatcherType() == DispatcherType.ERROR
                ? Problem.internal()
                : Problem.of(HttpServletResponse.SC_NOT_FOUND, "there is nothing of this name");
        problem.send(response);
    }
}
