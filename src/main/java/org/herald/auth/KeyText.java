package org.herald.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * Reads public keys from text, in the forms that MicroProfile JWT names (2.1 section 9.2): PEM of an X.509
 * SubjectPublicKeyInfo, JWK, JWKS, or either of the latter in Base64.
 */
final class KeyText {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (?<label>[A-Z0-9 ]+)-----(?<body>[A-Za-z0-9+/=\\s]*+)-----END \\k<label>-----");
    private static final int MAX_KEYS = 100;

    /** A key is good because of where it was read; one whose certificate cannot be read is no worse. */
    private static final Set<String> CERTIFICATES = Set.of("x5c", "x5t", "x5t#S256", "x5u");

    private final SigningAlgorithm algorithm;

    /** @param algorithm what the keys have to be for; others in a set are passed over */
    KeyText(SigningAlgorithm algorithm) {
        this.algorithm = algorithm;
    }

    /** @throws UnusableKey when there is no key for the algorithm in it */
    KeySet parse(String text) throws UnusableKey {
        String stripped = text.strip();
        if (stripped.startsWith("{")) {
            return json(stripped);
        }
        if (stripped.startsWith("-----")) {
            return lone(pem(stripped.replace("\\n", "\n").strip()));
        }
        byte[] decoded = base64(stripped);
        return decoded.length > 0 && decoded[0] == '{'
                ? json(new String(decoded, StandardCharsets.UTF_8))
                : lone(decoded);
    }

    private KeySet json(String text) throws UnusableKey {
        Map<String, Object> object =
                JsonText.object(text).orElseThrow(() -> new UnusableKey("must be a JWK or JWKS: this is broken JSON"));
        List<?> entries = object.get("keys") instanceof List<?> list ? list : List.of(object);
        if (entries.size() > MAX_KEYS) {
            throw new UnusableKey("must not hold more than " + MAX_KEYS + " keys");
        }
        List<VerificationKey> keys = new ArrayList<>();
        entries.forEach(entry -> key(entry).ifPresent(keys::add));
        if (keys.isEmpty()) {
            throw unfit();
        }
        return new KeySet(keys);
    }

    /** RFC 7517 section 4; empty when the entry is not for verifying, not for the algorithm, weak or broken. */
    private Optional<VerificationKey> key(Object entry) {
        if (!(entry instanceof Map<?, ?> members) || !isForVerifying(members)) {
            return Optional.empty();
        }
        try {
            Map<String, Object> copy = new LinkedHashMap<>();
            members.forEach((name, value) -> copy.put((String) name, value));
            copy.keySet().removeAll(CERTIFICATES);
            PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(copy);
            return Optional.of(new VerificationKey(jwk.getKeyId(), jwk.getAlgorithm(), jwk.getPublicKey()))
                    .filter(key -> key.serves(algorithm));
        } catch (JoseException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isForVerifying(Map<?, ?> members) {
        Object use = members.get("use");
        Object operations = members.get("key_ops");
        return (use == null || use.equals("sig"))
                && (operations == null || operations instanceof List<?> list && list.contains("verify"));
    }

    private static byte[] pem(String text) throws UnusableKey {
        Matcher pem = PEM.matcher(text);
        if (!pem.matches()) {
            throw new UnusableKey("must be one PEM block, JWK or JWKS");
        }
        if (!pem.group("label").equals("PUBLIC KEY")) {
            throw new UnusableKey("must be a PUBLIC KEY, not a " + pem.group("label"));
        }
        return base64(pem.group("body"));
    }

    private static byte[] base64(String text) throws UnusableKey {
        String packed = text.replaceAll("\\s", "").replace('-', '+').replace('_', '/');
        try {
            return Base64.getDecoder().decode(packed);
        } catch (IllegalArgumentException e) {
            throw new UnusableKey("must be a PEM public key, JWK or JWKS");
        }
    }

    private KeySet lone(byte[] der) throws UnusableKey {
        for (String kind : List.of("RSA", "EC")) {
            try {
                Key key = KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
                if (algorithm.fits(key)) {
                    return new KeySet(List.of(new VerificationKey(null, null, key)));
                }
                throw unfit();
            } catch (GeneralSecurityException e) {
                continue;
            }
        }
        throw new UnusableKey("must be a PEM public key (X.509), JWK or JWKS");
    }

    private UnusableKey unfit() {
        String kind = switch (algorithm.family()) {
            case RSA -> "an RSA key of " + algorithm.bits() + " bits or more";
            case EC -> "an EC key of " + algorithm.bits() + " bits";
            case SECRET -> "a secret";
        };
        return new UnusableKey("must hold " + kind + ", because " + KeySettings.ALGORITHM + " is " + algorithm);
    }
}
