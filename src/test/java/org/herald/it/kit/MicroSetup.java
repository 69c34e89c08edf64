package org.herald.it.kit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How a {@link MicroProcess} is to be started. A builder, for one thread. */
public final class MicroSetup {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final String name;
    private final List<String> jvmOptions = new ArrayList<>();
    private final List<String> microOptions = new ArrayList<>();
    private Path microJar = Path.of("target", "payara-micro.jar");
    private Path war = Path.of("target", "herald.war");

    MicroSetup(String name) {
        this.name = name;
    }

    /** A system property of the server, Herald's configuration above all. */
    public MicroSetup property(String key, Object value) {
        return jvm("-D" + key + "=" + value);
    }

    /** The keys by which the tests' tokens are verified, and what else they must say. */
    public MicroSetup trustingTestTokens() {
        return property("mp.jwt.verify.publickey.location", TestKeys.DIRECTORY.resolve("rsa.pem"))
                .property("mp.jwt.verify.issuer", Tokens.ISSUER)
                .property("mp.jwt.verify.audiences", Tokens.AUDIENCE);
    }

    public MicroSetup jvm(String... options) {
        jvmOptions.addAll(List.of(options));
        return this;
    }

    public MicroSetup micro(String... options) {
        microOptions.addAll(List.of(options));
        return this;
    }

    public MicroSetup war(Path file) {
        war = file;
        return this;
    }

    MicroSetup microJar(Path file) {
        microJar = file;
        return this;
    }

    /** Starts the process and does not wait. */
    public MicroProcess launch() {
        return MicroProcess.launch(this);
    }

    /** Starts the process and waits until Herald is ready; ends it again if that fails. */
    public MicroProcess start() {
        MicroProcess process = launch();
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

    /** Payara unpacks itself here, 99 MB that it would leave in {@code /tmp} when it is killed. */
    Path temporaryDirectory() {
        return Path.of("target", "servers", name);
    }

    List<String> command(int port) {
        Stream<String> java = Stream.of(
                JAVA, "-Xmx512m", "-Djava.io.tmpdir=" + temporaryDirectory().toAbsolutePath(), "-Dherald.node=" + name);
        Stream<String> micro = Stream.of(
                "--nocluster",
                "--disablephonehome",
                "--port",
                Integer.toString(port),
                "--prebootcommandfile",
                "src/test/resources/loopback-only.txt",
                "--contextroot",
                "herald",
                "--deploy",
                war.toString());
        return Stream.of(
                        java, jvmOptions.stream(), Stream.of("-jar", microJar.toString()), micro, microOptions.stream())
                .flatMap(options -> options)
                .toList();
    }
}
