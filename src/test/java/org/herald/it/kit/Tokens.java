package org.herald.it.kit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes tokens (RFC 7519), good or bad. They are signed with the JDK alone: the library that the server trusts is not
 * asked about itself.
 *
 * <p>A builder: {@code Tokens.user("alice").groups("herald-admin").expiresIn(Duration.ofSeconds(5)).sign()}. For one
 * thread.
 */
public final class Tokens {

    public static final String ISSUER = "https://issuer.herald.test";
    public static final String AUDIENCE = "herald";

    private final Map<String, JsonValue> header = new TreeMap<>();
    private final Map<String, JsonValue> claims = new TreeMap<>();
    private final Instant now = Instant.now();
    private TestKeys.SigningKey key;

    private Tokens(String user) {
        header("typ", Json.createValue("JWT"));
        signedBy(TestKeys.RSA);
        claim("iss", ISSUER);
        claim("aud", AUDIENCE);
        claim("sub", user);
        claim("upn", user);
        claim("jti", UUID.randomUUID().toString());
        time("iat", now);
        expiresIn(Duration.ofHours(1));
    }

    /** A good token of that user, ready to send. */
    public static String of(String user) {
        return user(user).sign();
    }

    /** A good token of that user with roles. */
    public static String of(String user, String... groups) {
        return user(user).groups(groups).sign();
    }

    public static Tokens user(String user) {
        return new Tokens(user);
    }

    public Tokens groups(String... groups) {
        return claim("groups", Json.createArrayBuilder(List.of(groups)).build());
    }

    public Tokens id(String jti) {
        return claim("jti", jti);
    }

    public Tokens issuer(String issuer) {
        return claim("iss", issuer);
    }

    public Tokens audience(String audience) {
        return claim("aud", audience);
    }

    /** A negative time makes a token that has expired. */
    public Tokens expiresIn(Duration time) {
        return time("exp", now.plus(time));
    }

    public Tokens issuedAgo(Duration time) {
        return time("iat", now.minus(time));
    }

    public Tokens notBefore(Duration fromNow) {
        return time("nbf", now.plus(fromNow));
    }

    public Tokens claim(String name, String value) {
        return claim(name, Json.createValue(value));
    }

    public Tokens claim(String name, JsonValue value) {
        claims.put(name, value);
        return this;
    }

    public Tokens without(String claim) {
        claims.remove(claim);
        return this;
    }

    /** Signs with another key, and says so in {@code alg} and {@code kid}. */
    public Tokens signedBy(TestKeys.SigningKey other) {
        key = other;
        header("kid", Json.createValue(other.id()));
        return header("alg", Json.createValue(other.algorithm()));
    }

    /** Sets a field of the header, whatever really signs. */
    public Tokens header(String name, JsonValue value) {
        header.put(name, value);
        return this;
    }

    public String sign() {
        String content = content();
        return content + "." + base64(signature(content));
    }

    /** With {@code alg: none} and an empty signature. */
    public String unsigned() {
        header("alg", Json.createValue("none"));
        return content() + ".";
    }

    /** With an HMAC in place of a signature, such as one over the public key (which everybody knows). */
    public String signWithSecret(byte[] secret) {
        header("alg", Json.createValue("HS256"));
        String content = content();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same token with another user's name put in, under the old signature. */
    public static String forged(String token, String user) {
        String[] parts = token.split("\\.");
        byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
        JsonObject old =
                Received.text(new String(claims, StandardCharsets.UTF_8)).envelope();
        JsonObjectBuilder forged =
                Json.createObjectBuilder(old).add("sub", user).add("upn", user);
        return parts[0] + "." + base64(forged.build()) + "." + parts[2];
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String base64(JsonObject object) {
        return base64(object.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String content() {
        return base64(object(header)) + "." + base64(object(claims));
    }

    private static JsonObject object(Map<String, JsonValue> fields) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        fields.forEach(object::add);
        return object.build();
    }

    private Tokens time(String claim, Instant when) {
        return claim(claim, Json.createValue(when.getEpochSecond()));
    }

    private byte[] signature(String content) {
        boolean rsa = key.algorithm().startsWith("RS");
        try {
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
            signature.initSign(key.pair().getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
