package org.herald.auth;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.herald.config.InvalidSetting;
import org.herald.hub.Refused;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Tells good tokens from bad (RFC 7519, RFC 7515; the advice of RFC 8725). Which algorithm and key a signature is
 * checked with is a matter of configuration; a token only picks among the configured keys by name. Nothing of a token
 * is believed before its signature was found good, and nothing of it ever shows in a refusal.
 *
 * <p>May be called from any thread. A call takes a fraction of a millisecond, but may block for some seconds while keys
 * are fetched from another server.
 */
public final class TokenVerifier {

    private final List<SigningAlgorithm> algorithms;
    private final VerificationKeys keys;
    private final ClaimChecks checks;
    private final IdentityClaims identities;
    private final GoodSignatures signatures;

    TokenVerifier(List<SigningAlgorithm> algorithms, VerificationKeys keys, TokenRules rules, Clock clock) {
        this(algorithms, keys, rules, clock, new GoodSignatures(clock));
    }

    TokenVerifier(
            List<SigningAlgorithm> algorithms,
            VerificationKeys keys,
            TokenRules rules,
            Clock clock,
            GoodSignatures signatures) {
        this.algorithms = List.copyOf(algorithms);
        this.keys = keys;
        this.checks = new ClaimChecks(rules, clock);
        this.identities = new IdentityClaims(rules);
        this.signatures = signatures;
    }

    /**
     * With the configured key. Keys on another server are fetched now; where that fails, tokens are refused as {@code
     * unavailable} until they can be had.
     *
     * @throws InvalidSetting when the key cannot be used, and for dev mode: {@link DevKeys#verifier} is the one for it
     */
    public static TokenVerifier from(AuthSettings settings, Clock clock) {
        KeySettings configured = settings.keys();
        return new TokenVerifier(configured.algorithms(), keys(configured, clock), settings.rules(), clock);
    }

    /**
     * Of a token seen before only the signature is not looked at again, and that only while its key is the same.
     *
     * @param token in compact form; null is refused like a bad one
     * @throws Refused {@code unauthorized} with the reason; {@code unavailable} while there is no key to verify with
     */
    public VerifiedToken verify(String token) {
        if (token == null) {
            throw Unauthorized.because("there is no token");
        }
        TokenParts parts = TokenParts.of(token);
        TokenHeader header = TokenHeader.of(parts.header(), algorithms);
        Key key = keys.find(header.keyId(), header.algorithm())
                .orElseThrow(() -> Unauthorized.because("the token is signed with a key that is not known here"));
        Fingerprint fingerprint = Fingerprint.of(token);
        boolean seen = signatures.has(fingerprint, key);
        if (!seen && !isSigned(token, header.algorithm(), key)) {
            throw Unauthorized.because("the token's signature is wrong");
        }
        Claims claims = Claims.parse(parts.payload());
        checks.check(claims);
        VerifiedToken verified = new VerifiedToken(identities.identity(claims), claims.values(), token);
        if (!seen) {
            signatures.add(fingerprint, key, claims.date("exp").orElseThrow());
        }
        return verified;
    }

    private static boolean isSigned(String token, SigningAlgorithm algorithm, Key key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithm.name()));
        try {
            signature.setCompactSerialization(token);
            signature.setKey(key);
            return signature.verifySignature();
        } catch (JoseException | RuntimeException e) {
            return false;
        }
    }

    private static VerificationKeys keys(KeySettings configured, Clock clock) {
        return switch (configured.kind()) {
            case DEV -> throw new InvalidSetting(KeySettings.DEV, "must be off to verify with a configured key");
            case SECRET -> secret(configured.value());
            case TEXT -> parsed(configured, configured.value());
            case LOCATION -> located(configured, clock);
        };
    }

    private static VerificationKeys located(KeySettings configured, Clock clock) {
        KeyLocation location = new KeyLocation(configured.value());
        Optional<RemoteKeys> remote = location.remote()
                .map(uri -> new RemoteKeys(
                        new KeyDownload(uri),
                        new KeyText(configured.algorithms().get(0)),
                        clock));
        remote.ifPresent(RemoteKeys::start);
        return remote.isPresent() ? remote.get() : parsed(configured, location.read());
    }

    private static KeySet parsed(KeySettings configured, String text) {
        try {
            return new KeyText(configured.algorithms().get(0)).parse(text);
        } catch (UnusableKey e) {
            throw new InvalidSetting(configured.kind().key(), e.getMessage(), e);
        }
    }

    private static KeySet secret(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new KeySet(List.of(new VerificationKey(null, null, new SecretKeySpec(bytes, "HMAC"))));
    }
}
