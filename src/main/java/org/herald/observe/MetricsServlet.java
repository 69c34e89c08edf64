package org.herald.observe;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.herald.figures.Figures;
import org.herald.transport.http.HttpKnock;

/** {@code GET /herald/metrics}: the figures for Prometheus, on every server. */
@WebServlet("/metrics")
public class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    private transient MetricsAccess access;

    @Inject
    private transient Figures figures;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = access.judge(HttpKnock.of(request));
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        if (status == HttpServletResponse.SC_OK) {
            PrometheusText text = new PrometheusText(figures, request.getHeader("Accept"));
            response.setContentType(text.contentType());
            text.writeTo(response.getOutputStream());
        } else if (status == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"herald-metrics\"");
        }
    }
}
