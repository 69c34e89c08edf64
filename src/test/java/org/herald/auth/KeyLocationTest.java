package org.herald.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.herald.config.InvalidSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLocationTest {

    private final HandClock clock = new HandClock();

    @TempDir
    private Path directory;

    @Test
    void readsAFileByPathAndByUrl() throws IOException {
        Path file = directory.resolve("key with blank.pem");
        Files.writeString(file, Keys.pem(Keys.RSA.getPublic()));

        for (String location : new String[] {file.toString(), file.toUri().toString()}) {
            assertThat(verifier(location).verify(Token.at(clock).rs256(Keys.RSA.getPrivate())))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "classpath:org/herald/auth/public.jwk",
                "classpath:/org/herald/auth/public.jwk",
                "/org/herald/auth/public.jwk"
            })
    void readsAResourceOfTheClassPath(String location) {
        assertThat(new KeyLocation(location).read()).startsWith("{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere/key.pem",
                "file:/nowhere/key.pem",
                "classpath:nowhere.pem",
                "ftp://host/key",
                "jar:file:x!/y",
                "http://",
                "http://host:99999/",
                "http:host",
                "https://:80/",
                "https:",
                "http://host with blank/",
                "file:%",
                "\u0000",
                "/tmp"
            })
    void namesTheKeyOfALocationThatCannotBeRead(String location) {
        assertThatThrownBy(() -> verifier(location))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("mp.jwt.verify.publickey.location: ");
    }

    @Test
    void namesTheKeyOfAFileWithoutAKey() throws IOException {
        Path file = Files.writeString(directory.resolve("key.pem"), "no key");

        assertThatThrownBy(() -> verifier(file.toString()))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("mp.jwt.verify.publickey.location: must be a PEM public key");
    }

    @Test
    void readsNoEndlessFile() throws IOException {
        Path file = Files.writeString(directory.resolve("key.pem"), "A".repeat(KeyLocation.MAX_BYTES + 1));

        assertThatThrownBy(() -> verifier(file.toString()))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("larger than");
    }

    private TokenVerifier verifier(String location) {
        return TokenVerifier.from(
                AuthSettings.from(Given.settings("mp.jwt.verify.publickey.location", location)), clock);
    }
}
