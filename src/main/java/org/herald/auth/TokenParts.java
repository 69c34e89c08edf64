package org.herald.auth;

import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The parts of a token in compact form (RFC 7515 section 7.1), before anything in it is believed.
 *
 * @param header the JOSE header
 * @param payload the bytes of the claims, not read yet
 */
record TokenParts(Map<String, Object> header, byte[] payload) {

    /** The longest token, in characters. */
    static final int MAX_LENGTH = 8 * 1024;

    private static final Pattern SIGNED = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    /** @throws org.herald.hub.Refused when it is too long or no token of three parts */
    static TokenParts of(String token) {
        if (token.length() > MAX_LENGTH) {
            throw Unauthorized.because("the token is longer than " + MAX_LENGTH + " characters");
        }
        if (token.chars().filter(c -> c == '.').count() == 4) {
            throw Unauthorized.because("encrypted tokens are not accepted");
        }
        if (!SIGNED.matcher(token).matches()) {
            throw malformed();
        }
        String[] parts = token.split("\\.");
        return new TokenParts(JsonText.object(decoded(parts[0])).orElseThrow(TokenParts::malformed), decoded(parts[1]));
    }

    static RuntimeException malformed() {
        return Unauthorized.because("the token is malformed");
    }

    private static byte[] decoded(String part) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }
}
