package org.herald.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/**
 * Where clients get into a server over TLS.
 *
 * @param port of the server, on 127.0.0.1
 * @param certificate what it presents, and its clients trust
 */
public record SecureEntrance(int port, TestCertificate certificate) implements Entrance {

    /** On a port that is free, with a certificate that is made anew. @param parent where its files are kept */
    static SecureEntrance in(Path parent) {
        try {
            Path directory = Files.createTempDirectory(Files.createDirectories(parent), "tls");
            return new SecureEntrance(HeraldNode.freePort(), new TestCertificate(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public URI base() {
        return URI.create("https://127.0.0.1:" + port + "/herald");
    }

    @Override
    public Route route() {
        return Route.secure(port, trust());
    }

    private SSLContext trust() {
        try {
            return certificate.trust();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
