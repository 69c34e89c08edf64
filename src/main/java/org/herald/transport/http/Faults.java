package org.herald.transport.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Answers for whatever a door lets fall: it is logged, and the caller is told that something went wrong, no more. A
 * container would show some callers the stack. It has to stand before all other filters, and annotations know no order:
 * so it is registered by hand.
 */
public class Faults extends HttpFilter {

    private static final long serialVersionUID = 1;

    private static final Logger LOG = System.getLogger("org.herald.http");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException fault) {
            if (response.isCommitted() || request.isAsyncStarted()) {
                throw fault; // the answer is not ours any more
            }
            LOG.log(Level.ERROR, "fault in a " + request.getMethod() + " request", fault);
            response.reset();
            Problem.internal().send(response);
        }
    }
}
