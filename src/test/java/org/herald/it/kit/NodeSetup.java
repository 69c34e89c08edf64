package org.herald.it.kit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How a {@link HeraldNode} is to be started. A builder, for one thread. */
public final class NodeSetup {

    /** What Maven has built. */
    static final Path WAR = Path.of("target", "herald.war");

    private final String name;
    private final List<String> jvmOptions = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private Product product = Product.underTest();
    private boolean herald = true;

    private Path war = WAR;

    /** Null for its own. */
    private Path configuration;

    /** Null for any that are free. */
    private Ports ports;

    /** Null for none. */
    private SecureEntrance secure;

    NodeSetup(String name) {
        this.name = name;
    }

    /** Another kind of server than the one that the tests are run on. */
    public NodeSetup on(Product other) {
        product = other;
        return this;
    }

    /** On the ports of one that has ended. */
    public NodeSetup inPlaceOf(Server former) {
        ports = former.ports();
        return this;
    }

    /** A system property of the server, Herald's configuration above all. */
    public NodeSetup property(String key, Object value) {
        return jvm("-D" + key + "=" + value);
    }

    /** The keys by which the tests' tokens are verified, and what else they must say. */
    public NodeSetup trustingTestTokens() {
        return property("mp.jwt.verify.publickey.location", TestKeys.DIRECTORY.resolve("rsa.pem"))
                .property("mp.jwt.verify.issuer", Tokens.ISSUER)
                .property("mp.jwt.verify.audiences", Tokens.AUDIENCE);
    }

    public NodeSetup jvm(String... options) {
        jvmOptions.addAll(List.of(options));
        return this;
    }

    /** Arguments of the server itself, beside its usual ones. */
    public NodeSetup arguments(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** A variable in the environment of the process. */
    public NodeSetup environment(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    /** Where WildFly's configuration is copied from, in place of that which it comes with. */
    public NodeSetup configuration(Path directory) {
        configuration = directory;
        return this;
    }

    /**
     * Another WAR than the one that Maven has built, or an EAR with Herald in it.
     *
     * @param file named {@code herald.war}, or {@code herald.ear}
     */
    public NodeSetup war(Path file) {
        war = file;
        return this;
    }

    /** Has a port for TLS too. */
    public NodeSetup secured() {
        secure = SecureEntrance.in(Path.of("target", "certificates"));
        return this;
    }

    /** Nothing is deployed. */
    NodeSetup withoutHerald() {
        herald = false;
        return this;
    }

    /** Starts the process and does not wait. */
    public HeraldNode launch() {
        return HeraldNode.launch(this);
    }

    /** Starts the process and waits until Herald is ready; ends it again if that fails. */
    public HeraldNode start() {
        HeraldNode process = launch();
        try {
            return process.awaitReady();
        } catch (Throwable e) {
            process.close();
            throw e;
        }
    }

    String name() {
        return name;
    }

    Product product() {
        return product;
    }

    Ports ports() {
        return ports == null ? product.manner().freePorts() : ports;
    }

    Path war() {
        return war;
    }

    List<String> arguments() {
        return arguments;
    }

    Map<String, String> environment() {
        return environment;
    }

    Optional<Path> configuration() {
        return Optional.ofNullable(configuration);
    }

    Optional<SecureEntrance> secure() {
        return Optional.ofNullable(secure);
    }

    boolean hasHerald() {
        return herald;
    }

    /** What the server unpacks and writes goes here, not to {@code /tmp}, where it would stay when it is killed. */
    Path directory() {
        return Path.of("target", "servers", name);
    }

    /** The JVM and its options. */
    List<String> java() {
        return Stream.concat(
                        Stream.of(
                                Jdk.tool("java"),
                                "-Xmx512m",
                                "-Djava.io.tmpdir=" + directory().toAbsolutePath(),
                                "-Dherald.node=" + name),
                        jvmOptions.stream())
                .toList();
    }
}
