package org.herald.auth;

import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The parts of a token in compact form (RFC 7515 section 7.1), before anything in it is believed.
 *
 * @param header the JOSE header
 * @param payload the bytes of the claims, not read yet
 */
record TokenParts(Map<String, Object> header, byte[] payload) {

    /** The longest token, in characters. */
    static final int MAX_LENGTH = 8 * 1024;

    /** How many parts a signed token has, and an encrypted one (RFC 7516 section 7.1). */
    private static final int SIGNED = 3;

    private static final int ENCRYPTED = 5;

    /** @throws org.herald.hub.Refused when it is too long or no token of three parts */
    static TokenParts of(String token) {
        if (token.length() > MAX_LENGTH) {
            throw Unauthorized.because("the token is longer than " + MAX_LENGTH + " characters");
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length == ENCRYPTED) {
            throw Unauthorized.because("encrypted tokens are not accepted");
        }
        if (parts.length != SIGNED || !Stream.of(parts).allMatch(TokenParts::isBase64Url)) {
            throw malformed();
        }
        return new TokenParts(JsonText.object(decoded(parts[0])).orElseThrow(TokenParts::malformed), decoded(parts[1]));
    }

    private static boolean isBase64Url(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
                return false;
            }
        }
        return !part.isEmpty();
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
