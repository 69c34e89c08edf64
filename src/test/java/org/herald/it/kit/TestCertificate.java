package org.herald.it.kit;

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
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key and a certificate for 127.0.0.1 that signs itself, as files for a server and as trust for a client. */
public final class TestCertificate {

    /** Of the trust store too. */
    public static final char[] PASSWORD = "changeit".toCharArray();

    /** Of the key in the key store. */
    public static final String NAME = "herald";

    private final Path directory;
    private final Certificate certificate;

    /** @param directory is there */
    public TestCertificate(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        this.directory = directory;
        KeyStore made = made(keyStore());
        certificate = made.getCertificate(NAME);
        Files.writeString(certificateFile(), pem("CERTIFICATE", certificate.getEncoded()));
        Files.writeString(
                keyFile(), pem("PRIVATE KEY", made.getKey(NAME, PASSWORD).getEncoded()));
    }

    public Path certificateFile() {
        return directory.resolve("cert.pem");
    }

    public Path keyFile() {
        return directory.resolve("key.pem");
    }

    /** With these a Redis shows this certificate, and trusts no other. */
    public List<String> options() {
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

    /** Holds the key and the certificate (PKCS #12). */
    public Path keyStore() {
        return directory.resolve("made.p12");
    }

    /** Trusts this certificate and no other. */
    public SSLContext trust() throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Presents this certificate. */
    public SSLContext identity() throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(stored(keyStore()), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Holds this certificate and no other. */
    public Path trustStore() throws IOException, GeneralSecurityException {
        KeyStore store = trusted();
        Path file = directory.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }

    private KeyStore trusted() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setCertificateEntry(NAME, certificate);
        return store;
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
        return stored(file);
    }

    private static KeyStore stored(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(file)) {
            store.load(bytes, PASSWORD);
        }
        return store;
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END " + what + "-----\n";
    }
}
