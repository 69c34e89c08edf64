package org.herald.auth;

import java.time.Clock;
import java.util.Collections;
import java.util.Optional;

/** Whether a token that is signed is meant for us, and now (RFC 7519 section 4.1). */
final class ClaimChecks {

    private final TokenRules rules;
    private final Clock clock;

    ClaimChecks(TokenRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /** @throws org.herald.hub.Refused at the first check that fails */
    void check(Claims claims) {
        checkTimes(claims);
        Optional<String> issuer = claims.text("iss");
        if (rules.issuer().isPresent() && !rules.issuer().equals(issuer)) {
            throw Unauthorized.because("the token is from another issuer");
        }
        if (!rules.audiences().isEmpty() && Collections.disjoint(rules.audiences(), claims.texts("aud"))) {
            throw Unauthorized.because("the token is for another audience");
        }
    }

    private void checkTimes(Claims claims) {
        long now = clock.millis();
        long skew = rules.skew().toMillis();
        long expires = claims.date("exp").orElseThrow(() -> Unauthorized.because("the token never expires"));
        Optional<Long> issued = claims.date("iat");
        if (now >= expires + skew) {
            throw Unauthorized.because("the token has expired");
        }
        if (claims.date("nbf").filter(start -> start > now + skew).isPresent()) {
            throw Unauthorized.because("the token is not valid yet");
        }
        if (issued.filter(at -> at > now + skew).isPresent()) {
            throw Unauthorized.because("the token was issued in the future");
        }
        rules.age().ifPresent(age -> {
            long since = issued.orElseThrow(() -> Unauthorized.because("the token does not say when it was issued"));
            if (now >= since + age.toMillis() + skew) {
                throw Unauthorized.because("the token was issued too long ago");
            }
        });
    }
}
