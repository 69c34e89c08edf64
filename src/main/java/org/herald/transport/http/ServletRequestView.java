package org.herald.transport.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.herald.auth.RequestView;

/** A servlet request, as the gatekeeper sees it. */
record ServletRequestView(HttpServletRequest request) implements RequestView {

    @Override
    public List<String> headers(String name) {
        return Collections.list(request.getHeaders(name));
    }

    @Override
    public String rawQuery() {
        return request.getQueryString();
    }
}
