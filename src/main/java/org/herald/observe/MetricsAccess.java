package org.herald.observe;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.herald.auth.LoopbackName;
import org.herald.auth.RequestView;
import org.herald.auth.TrustedProxies;
import org.herald.session.HandshakeRefused;
import org.herald.session.Knock;
import org.herald.session.Reception;

/**
 * Decides who may read the figures over HTTP: whoever shows the configured token; without one, clients on this machine and
 * administrators. Safe for use by any thread.
 */
public final class MetricsAccess {

    private static final String ADMINISTRATOR = "herald-admin";
    private static final String SCHEME = "Bearer ";
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** What proxies say of whom they stand for. */
    private static final List<String> FORWARDING =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    private final MetricsSettings settings;
    private final TrustedProxies proxies;
    private final Reception reception;

    public MetricsAccess(MetricsSettings settings, TrustedProxies proxies, Reception reception) {
        this.settings = settings;
        this.proxies = proxies;
        this.reception = reception;
    }

    /**
     * May block for some seconds while keys are fetched.
     *
     * @return the status of HTTP that the request is answered with: 200 when it may read them
     */
    int judge(Knock knock) {
        if (settings.token().isPresent()) {
            return shows(settings.token().get(), knock.request()) ? OK : UNAUTHORIZED;
        }
        if (isHere(knock)) {
            return OK;
        }
        try {
            return reception.receive(knock).identity().roles().contains(ADMINISTRATOR) ? OK : FORBIDDEN;
        } catch (HandshakeRefused refused) {
            return refused.refusal().status();
        }
    }

    /**
     * Whether the client is on this machine. What came through a proxy never is, whatever it says of whom it stands for:
     * that is true only of a proxy that somebody has told us of, and there are those that nobody has. Nor is a browser
     * that asks for a page from elsewhere, whose name was made to lead here.
     */
    private boolean isHere(Knock knock) {
        boolean forwarded = FORWARDING.stream()
                .anyMatch(name -> !knock.request().headers(name).isEmpty());
        return !forwarded
                && LoopbackName.is(knock.host())
                && proxies.behind(knock.peer(), knock.scheme(), knock.host(), knock.request())
                        .address()
                        .isLoopbackAddress();
    }

    /** In constant time, as far as their length does not tell. */
    private static boolean shows(String token, RequestView request) {
        List<byte[]> shown = request.headers("Authorization").stream()
                .filter(line -> line.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(line -> line.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8))
                .toList();
        return shown.size() == 1 && MessageDigest.isEqual(token.getBytes(StandardCharsets.US_ASCII), shown.get(0));
    }
}
