package org.herald.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.json.JsonUtil;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Builds tokens, good ones and others. */
final class Token {

    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();

    private Token(HandClock clock) {
        claims.put("sub", "alice");
        claims.put("iat", clock.seconds());
        claims.put("exp", clock.seconds() + 300);
    }

    /** Of alice, issued now, for five minutes. */
    static Token at(HandClock clock) {
        return new Token(clock);
    }

    Token with(String claim, Object value) {
        claims.put(claim, value);
        return this;
    }

    Token without(String claim) {
        claims.remove(claim);
        return this;
    }

    Token header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    String claims() {
        return JsonUtil.toJson(claims);
    }

    /** By jose4j, whose own checks of keys are off. */
    String signed(String algorithm, Key key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setDoKeyValidation(false);
        header.forEach(signature::setHeader);
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setPayload(claims());
        signature.setKey(key);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    /** By RS256 and whatever header this has, which may say otherwise. */
    String rs256(PrivateKey key) {
        header.putIfAbsent("alg", "RS256");
        return rs256(JsonUtil.toJson(header), claims(), key);
    }

    static String rs256(String header, String payload, PrivateKey key) {
        return rs256(header, payload.getBytes(StandardCharsets.UTF_8), key);
    }

    static String rs256(String header, byte[] payload, PrivateKey key) {
        String input = base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(payload);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String hs256(String header, String payload, byte[] secret) {
        String input = base64(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64(payload.getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HMAC"));
            return input + "." + base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
