package org.herald.auth;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What of a token's header (RFC 7515 section 4) is looked at. Keys and certificates that a token brings or points to
 * ({@code jwk}, {@code jku}, {@code x5c}, {@code x5u}) are not among it: they are the sender's word for itself.
 *
 * @param algorithm one of those configured
 * @param keyId only ever compared with the names of keys that we have; null when there is none
 */
record TokenHeader(SigningAlgorithm algorithm, String keyId) {

    /** @throws org.herald.hub.Refused when the header asks for what is not accepted */
    static TokenHeader of(Map<String, Object> header, List<SigningAlgorithm> accepted) {
        for (String extension : List.of("crit", "b64", "zip")) {
            if (header.containsKey(extension)) {
                throw Unauthorized.because("the token uses an extension that is not accepted");
            }
        }
        if (!isTokenType(header.get("typ"))) {
            throw Unauthorized.because("this type of token is not accepted");
        }
        Object algorithm = header.get("alg");
        Object keyId = header.get("kid");
        if (header.containsKey("kid") && !(keyId instanceof String)) {
            throw TokenParts.malformed();
        }
        return accepted.stream()
                .filter(a -> a.name().equals(algorithm))
                .findFirst()
                .map(a -> new TokenHeader(a, (String) keyId))
                .orElseThrow(() -> Unauthorized.because("the token's signature algorithm is not accepted"));
    }

    /** Signed statements of another purpose, such as {@code logout+jwt}, must not pass for a login (RFC 8725, 3.11). */
    private static boolean isTokenType(Object type) {
        if (!(type instanceof String text)) {
            return type == null;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return !lower.endsWith("+jwt") || lower.endsWith("at+jwt");
    }
}
