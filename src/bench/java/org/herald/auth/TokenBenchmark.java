package org.herald.auth;

import java.security.Key;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Finding out whether a token is good. */
@State(Scope.Benchmark)
public class TokenBenchmark {

    @Param({"RS256", "ES256"})
    private String algorithm;

    private final HandClock clock = new HandClock();
    private String token;
    private TokenVerifier remembering;
    private TokenVerifier forgetful;

    @Setup
    public void prepare() {
        KeyPair keys = algorithm.equals("RS256") ? Keys.RSA : Keys.P256;
        token = Token.at(clock)
                .with("iss", "https://issuer.example.com/")
                .with("aud", "herald")
                .with("jti", "0c9a3c1e-7e0a-4c0c-9c8e-6a0d6f0f2a11")
                .with("groups", List.of("staff", "editor"))
                .signed(algorithm, keys.getPrivate());
        remembering = verifier(keys.getPublic(), clock);
        forgetful = verifier(keys.getPublic(), Clock.offset(clock, Duration.ofDays(1)));
    }

    @Benchmark
    public VerifiedToken firstTime() {
        return forgetful.verify(token);
    }

    @Benchmark
    public VerifiedToken seenBefore() {
        return remembering.verify(token);
    }

    /** @param memory of good signatures, by which what was seen may have expired already */
    private TokenVerifier verifier(Key key, Clock memory) {
        return new TokenVerifier(
                List.of(SigningAlgorithm.valueOf(algorithm)),
                (id, wanted) -> Optional.of(key),
                Given.auth("mp.jwt.verify.audiences", "herald").rules(),
                clock,
                new GoodSignatures(memory));
    }
}
