package org.herald.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * The key pairs that sign the tests' tokens: made anew in each run, so that no private key lies in the repository.
 * Their public halves are files below {@code target/test-keys}, where the servers' configuration looks for them:
 * {@code rsa.pem}, {@code ec.pem} and {@code jwks.json} with both.
 */
public final class TestKeys {

    /** What servers trust, unless a test configures another key. */
    public static final SigningKey RSA = new SigningKey("RS256", "rsa-1", rsa());

    public static final SigningKey EC = new SigningKey("ES256", "ec-1", ec());

    /** A key that no server knows, under the name of one that they know. */
    public static final SigningKey STRANGER = new SigningKey("RS256", "rsa-1", rsa());

    public static final Path DIRECTORY = Path.of("target", "test-keys");

    private TestKeys() {}

    /**
     * @param algorithm as the {@code alg} of a token names it
     * @param id the {@code kid}
     */
    public record SigningKey(String algorithm, String id, KeyPair pair) {}

    /** A new one that no server knows yet. */
    public static SigningKey another(String id) {
        return new SigningKey("RS256", id, rsa());
    }

    /** Writes the public keys. Has to come before the start of a server. */
    static synchronized void publish() {
        try {
            Files.createDirectories(DIRECTORY);
            Files.writeString(DIRECTORY.resolve("rsa.pem"), pem(RSA.pair.getPublic()));
            Files.writeString(DIRECTORY.resolve("ec.pem"), pem(EC.pair.getPublic()));
            Files.writeString(DIRECTORY.resolve("jwks.json"), jwks());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String pem(PublicKey key) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n";
    }

    private static String jwks() {
        RSAPublicKey rsa = (RSAPublicKey) RSA.pair.getPublic();
        ECPublicKey ec = (ECPublicKey) EC.pair.getPublic();
        return """
                {"keys": [
                  {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "%s", "n": "%s", "e": "%s"},
                  {"kty": "EC", "use": "sig", "alg": "ES256", "kid": "%s", "crv": "P-256", "x": "%s", "y": "%s"}
                ]}
                """.formatted(
                        RSA.id,
                        unsigned(rsa.getModulus(), 256),
                        unsigned(rsa.getPublicExponent(), 3),
                        EC.id,
                        unsigned(ec.getW().getAffineX(), 32),
                        unsigned(ec.getW().getAffineY(), 32));
    }

    private static String unsigned(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[length];
        int count = Math.min(length, signed.length);
        System.arraycopy(signed, signed.length - count, bytes, length - count, count);
        return Tokens.base64(bytes);
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair ec() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
