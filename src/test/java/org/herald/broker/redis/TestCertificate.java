package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A key and a certificate for 127.0.0.1 that signs itself, as files for a server and as trust for a client. */
final class TestCertificate {

    /** Of the trust store too. */
    static final char[] PASSWORD = "changeit".toCharArray();

    private static final String NAME = "redis";

    private final Path directory;
    private final Certificate certificate;

    /** @param directory is there and empty */
    TestCertificate(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        this.directory = directory;
        KeyStore made = made(directory.resolve("made.p12"));
        certificate = made.getCertificate(NAME);
        Files.writeString(certificateFile(), pem("CERTIFICATE", certificate.getEncoded()));
        Files.writeString(
                keyFile(), pem("PRIVATE KEY", made.getKey(NAME, PASSWORD).getEncoded()));
    }

    Path certificateFile() {
        return directory.resolve("cert.pem");
    }

    Path keyFile() {
        return directory.resolve("key.pem");
    }

    /** With these a Redis shows this certificate, and trusts no other. */
    List<String> options() {
        return List.of(
                "--tls-auth-clients",
                "no",
                "--tls-cert-file",
                certificateFile().toString(),
                "--tls-key-file",
                keyFile().toString(),
                "--tls-ca-cert-file",
                certificateFile().toString());
    }

    /** Holds this certificate and no other. */
    Path trustStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setCertificateEntry(NAME, certificate);
        Path file = directory.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }

    private static KeyStore made(Path file) throws IOException, InterruptedException, GeneralSecurityException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        NAME,
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(file.resolveSibling("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(file)) {
            store.load(stored, PASSWORD);
        }
        return store;
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END " + what + "-----\n";
    }
}
