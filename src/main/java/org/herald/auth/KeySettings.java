package org.herald.auth;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.herald.auth.SigningAlgorithm.Family;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;

/**
 * What tokens are verified with: exactly one key or set of keys, and the algorithms that it is used for. The token
 * never chooses beyond these.
 *
 * @param kind where the key comes from
 * @param value the key's text, its location or the secret; empty for {@link Kind#DEV}
 * @param algorithms the only values of {@code alg} that are accepted, never empty
 */
record KeySettings(Kind kind, String value, List<SigningAlgorithm> algorithms) {

    static final String PUBLIC_KEY = "mp.jwt.verify.publickey";
    static final String LOCATION = "mp.jwt.verify.publickey.location";
    static final String ALGORITHM = "mp.jwt.verify.publickey.algorithm";
    static final String SECRET = "herald.auth.secret";
    static final String DEV = "herald.dev";

    enum Kind {
        TEXT(PUBLIC_KEY),
        LOCATION(KeySettings.LOCATION),
        SECRET(KeySettings.SECRET),
        DEV(KeySettings.DEV);

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /** The setting that chooses it. */
        String key() {
            return key;
        }
    }

    KeySettings {
        algorithms = List.copyOf(algorithms);
    }

    static KeySettings from(Settings settings) {
        Kind kind = kind(settings);
        String value = kind == Kind.DEV ? "" : settings.text(kind.key()).orElseThrow();
        Optional<SigningAlgorithm> chosen = settings.text(ALGORITHM).map(KeySettings::algorithm);
        return switch (kind) {
            case DEV -> new KeySettings(kind, value, List.of(SigningAlgorithm.ES256));
            case SECRET -> new KeySettings(kind, value, secretAlgorithms(value, chosen));
            case TEXT, LOCATION -> new KeySettings(kind, value, List.of(publicAlgorithm(chosen)));
        };
    }

    private static Kind kind(Settings settings) {
        List<Kind> keys = Stream.of(Kind.TEXT, Kind.LOCATION, Kind.SECRET)
                .filter(kind -> settings.text(kind.key()).isPresent())
                .toList();
        if (settings.flag(DEV, false)) {
            if (!keys.isEmpty()) {
                throw new InvalidSetting(DEV, "makes a key of its own: it must not be true beside " + keys.get(0).key);
            }
            return Kind.DEV;
        }
        if (keys.isEmpty()) {
            throw new InvalidSetting(
                    LOCATION, "must name the key that tokens are verified with (or set " + SECRET + ", not both)");
        }
        if (keys.size() > 1) {
            throw new InvalidSetting(keys.get(1).key, "must not be set beside " + keys.get(0).key);
        }
        return keys.get(0);
    }

    private static SigningAlgorithm algorithm(String name) {
        return SigningAlgorithm.named(name)
                .orElseThrow(() -> new InvalidSetting(
                        ALGORITHM, "must be one of RS, PS, ES or HS with 256, 384 or 512, such as RS256"));
    }

    private static SigningAlgorithm publicAlgorithm(Optional<SigningAlgorithm> chosen) {
        SigningAlgorithm algorithm = chosen.orElse(SigningAlgorithm.RS256);
        if (algorithm.family() == Family.SECRET) {
            throw new InvalidSetting(ALGORITHM, "must be one for public keys, such as RS256; HS needs " + SECRET);
        }
        return algorithm;
    }

    private static List<SigningAlgorithm> secretAlgorithms(String secret, Optional<SigningAlgorithm> chosen) {
        int bits = secret.getBytes(StandardCharsets.UTF_8).length * 8;
        if (bits < SigningAlgorithm.HS256.bits()) {
            throw new InvalidSetting(SECRET, "must be 32 bytes or more");
        }
        if (chosen.isEmpty()) {
            return Stream.of(SigningAlgorithm.HS256, SigningAlgorithm.HS384, SigningAlgorithm.HS512)
                    .filter(algorithm -> algorithm.bits() <= bits)
                    .toList();
        }
        SigningAlgorithm algorithm = chosen.get();
        if (algorithm.family() != Family.SECRET) {
            throw new InvalidSetting(ALGORITHM, "must be HS256, HS384 or HS512 beside " + SECRET);
        }
        if (algorithm.bits() > bits) {
            throw new InvalidSetting(
                    SECRET, "must be " + algorithm.bits() / 8 + " bytes or more for " + algorithm.name());
        }
        return List.of(algorithm);
    }

    /** Without the value: it may be the secret. */
    @Override
    public String toString() {
        return "KeySettings[kind=" + kind + ", algorithms=" + algorithms + "]";
    }
}
