package org.herald.it.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.NodeSetup;
import org.herald.it.kit.Product;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** Lets a server ask for name and password itself, by Herald's WAR with a {@code web.xml}, and know one user. */
final class ServerLogins {

    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <security-constraint>
                <web-resource-collection>
                  <web-resource-name>herald</web-resource-name>
                  <url-pattern>/*</url-pattern>
                </web-resource-collection>
                <auth-constraint>
                  <role-name>staff</role-name>
                </auth-constraint>
              </security-constraint>
              <login-config>
                %s
                <realm-name>%s</realm-name>
                %s
              </login-config>
              <security-role>
                <role-name>staff</role-name>
              </security-role>
            </web-app>
            """;

    private static final String BASIC = "<auth-method>BASIC</auth-method>";
    private static final String FORM = "<auth-method>FORM</auth-method>";
    private static final String PAGES = """
            <form-login-config>
              <form-login-page>/login.html</form-login-page>
              <form-error-page>/no-login.html</form-error-page>
            </form-login-config>
            """;
    private static final String LOGIN = """
            <form method="post" action="j_security_check"><input name="j_username"><input name="j_password"></form>
            """;

    private static final int ROUNDS = 100;

    private final String user;
    private final String password;
    private final boolean form;

    private ServerLogins(String user, String password, boolean form) {
        this.user = user;
        this.password = password;
        this.form = form;
    }

    /** Asks for name and password in a header. The user has the role {@code staff}. */
    static ServerLogins byHeader(String user, String password) {
        return new ServerLogins(user, password, false);
    }

    /** Asks for name and password on a page, and knows by a cookie who has logged in. */
    static ServerLogins byForm(String user, String password) {
        return new ServerLogins(user, password, true);
    }

    /** What a client sends. */
    String header() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** @param home a directory of the server's own */
    NodeSetup on(NodeSetup setup, Path home) {
        try {
            boolean wildfly = Product.underTest() == Product.WILDFLY;
            Path war = home.resolve("herald.war");
            String realm = wildfly ? "ApplicationRealm" : "file";
            HeraldWar.built()
                    .addAsWebInfResource(
                            new StringAsset(WEB_XML.formatted(form ? FORM : BASIC, realm, form ? PAGES : "")),
                            "web.xml")
                    .addAsWebResource(new StringAsset(LOGIN), "login.html")
                    .addAsWebResource(new StringAsset("no"), "no-login.html")
                    .as(ZipExporter.class)
                    .exportTo(war.toFile(), true);
            return wildfly ? wildfly(setup.war(war), home) : payara(setup.war(war), home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NodeSetup payara(NodeSetup setup, Path home) throws IOException {
        Path users = home.resolve("keyfile").toAbsolutePath();
        Files.writeString(users, user + ";{SSHA256}" + salted() + ";staff\n");
        Path commands = home.resolve("pre-boot").toAbsolutePath();
        Files.writeString(
                commands,
                Files.readString(Path.of("src/test/resources/loopback-only.txt"))
                        + "set configs.config.server-config.security-service.auth-realm.file.property.file=" + users
                        + "\n");
        return setup.arguments("--prebootcommandfile", commands.toString());
    }

    private NodeSetup wildfly(NodeSetup setup, Path home) throws IOException {
        Path configuration = Files.createDirectories(home.resolve("configuration"));
        try (Stream<Path> files = Files.list(Path.of("target/wildfly/standalone/configuration"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, configuration.resolve(file.getFileName()));
            }
        }
        String digest = HexFormat.of().formatHex(digest("MD5", (user + ":ApplicationRealm:" + password).getBytes()));
        add(configuration.resolve("application-users.properties"), user + "=" + digest);
        add(configuration.resolve("application-roles.properties"), user + "=staff");
        return setup.configuration(configuration);
    }

    private static void add(Path file, String line) throws IOException {
        Files.writeString(file, "\n" + line + "\n", StandardOpenOption.APPEND);
    }

    /** As Payara's file realm keeps passwords. */
    private String salted() {
        byte[] salt = {1, 2, 3, 4, 5, 6, 7, 8};
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        byte[] hash = Arrays.copyOf(bytes, bytes.length + salt.length);
        System.arraycopy(salt, 0, hash, bytes.length, salt.length);
        for (int i = 0; i < ROUNDS; i++) {
            hash = digest("SHA-256", hash);
        }
        byte[] all = Arrays.copyOf(hash, hash.length + salt.length);
        System.arraycopy(salt, 0, all, hash.length, salt.length);
        return Base64.getEncoder().encodeToString(all);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
