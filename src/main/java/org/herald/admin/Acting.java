package org.herald.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import org.herald.auth.TrustedProxies;
import org.herald.cluster.Admin;
import org.herald.session.Knock;
import org.herald.transport.http.CurrentCaller;
import org.herald.transport.http.HttpKnock;

/** Who makes the request that is being served, and from where. Only for the thread that the request came by. */
@RequestScoped
public class Acting {

    @Inject
    private CurrentCaller caller;

    @Inject
    private HttpServletRequest request;

    @Inject
    private TrustedProxies proxies;

    Admin now() {
        Knock knock = HttpKnock.of(request);
        String address = proxies.behind(knock.peer(), knock.scheme(), knock.host(), knock.request())
                .addressText();
        return new Admin(caller.identity().user().value(), address, "rest");
    }
}
