package org.herald.auth;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.herald.hub.UserId;
import org.jose4j.json.JsonUtil;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * A key pair that this node made for itself, to try Herald out without an identity provider ({@code herald.dev}). Its
 * tokens are good on this node, until it stops. May be called from any thread.
 */
public final class DevKeys {

    private static final SigningAlgorithm ALGORITHM = SigningAlgorithm.ES256;
    private static final String ISSUER = "herald-dev";

    private static final Logger LOG = System.getLogger(DevKeys.class.getName());

    private final TokenRules rules;
    private final Clock clock;
    private final KeyPair pair;

    /** @param settings of dev mode; what else they demand of tokens, {@link #issue} puts in */
    public DevKeys(AuthSettings settings, Clock clock) {
        this.rules = settings.rules();
        this.clock = clock;
        this.pair = generate();
        LOG.log(
                Level.WARNING,
                "!!! " + KeySettings.DEV + " is on: this node signs a token for whoever asks, in any name and role."
                        + " Never let it be reached by others.");
    }

    /** Accepts the tokens of {@link #issue} and no others. */
    public TokenVerifier verifier() {
        KeySet keys = new KeySet(List.of(new VerificationKey(null, null, pair.getPublic())));
        return new TokenVerifier(List.of(ALGORITHM), keys, rules, clock);
    }

    /**
     * A new token, signed with ES256.
     *
     * @param groups the roles
     * @param timeToLive from now; tokens count in seconds, so what is over a whole second is lost
     */
    public String issue(UserId user, Set<String> groups, Duration timeToLive) {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", rules.issuer().orElse(ISSUER));
        claims.put("sub", user.value());
        claims.put("iat", now);
        claims.put("exp", now + timeToLive.toSeconds());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put(rules.userClaim(), user.value());
        claims.put(rules.rolesClaim(), groups.stream().sorted().toList());
        if (!rules.audiences().isEmpty()) {
            claims.put("aud", rules.audiences().stream().sorted().toList());
        }
        return signed(JsonUtil.toJson(claims));
    }

    private String signed(String claims) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(ALGORITHM.name());
        signature.setHeader("typ", "JWT");
        signature.setPayload(claims);
        signature.setKey(pair.getPrivate());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no P-256", e);
        }
    }
}
