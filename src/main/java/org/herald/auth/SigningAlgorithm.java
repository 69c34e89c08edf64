package org.herald.auth;

import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.jose4j.keys.EllipticCurves;

/** How a token may be signed (RFC 7518 section 3.1). The constants are spelled as in a token's {@code alg}. */
enum SigningAlgorithm {
    RS256(Family.RSA, 2048),
    RS384(Family.RSA, 2048),
    RS512(Family.RSA, 2048),
    PS256(Family.RSA, 2048),
    PS384(Family.RSA, 2048),
    PS512(Family.RSA, 2048),
    ES256(Family.EC, 256),
    ES384(Family.EC, 384),
    ES512(Family.EC, 521),
    HS256(Family.SECRET, 256),
    HS384(Family.SECRET, 384),
    HS512(Family.SECRET, 512);

    /** What kind of key an algorithm wants. */
    enum Family {
        RSA,
        EC,
        SECRET
    }

    private final Family family;
    private final int bits;

    SigningAlgorithm(Family family, int bits) {
        this.family = family;
        this.bits = bits;
    }

    static Optional<SigningAlgorithm> named(String name) {
        return Stream.of(values()).filter(a -> a.name().equals(name)).findFirst();
    }

    Family family() {
        return family;
    }

    /** The fewest bits of a key; for an elliptic curve exactly so many. */
    int bits() {
        return bits;
    }

    /** Whether {@code key} is of the right kind and strong enough. */
    boolean fits(Key key) {
        if (key instanceof RSAPublicKey rsa) {
            return family == Family.RSA && rsa.getModulus().bitLength() >= bits;
        }
        if (key instanceof ECPublicKey ec) {
            return family == Family.EC && isCurve(ec);
        }
        return family == Family.SECRET && key instanceof SecretKey secret && secret.getEncoded().length * 8 >= bits;
    }

    private boolean isCurve(ECPublicKey key) {
        return ("P-" + bits).equals(EllipticCurves.getName(key.getParams().getCurve()));
    }
}
