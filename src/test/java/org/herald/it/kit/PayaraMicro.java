package org.herald.it.kit;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Payara Micro: one JAR, which Maven has copied. */
final class PayaraMicro implements Product.Manner {

    private static final Pattern VERSION = Pattern.compile("(Payara Micro \\d[\\d.]+)");
    private static final String BEFORE_BOOT = "--prebootcommandfile";

    static final Path JAR = Path.of("target", "payara-micro.jar");

    private static final String STARTED = ") ready in ";

    /** Micro claims that it "successfully deployed" before it starts the application; this it says after. */
    private static final String DEPLOYED = "] at [/herald]";

    @Override
    public Ports freePorts() {
        return Ports.one();
    }

    /** It unpacks itself, 99 MB, into the directory for temporary files. */
    @Override
    public void prepare(MicroSetup setup, Ports ports) {
        // nothing else
    }

    @Override
    public List<String> command(MicroSetup setup, Ports ports) {
        return Stream.of(
                        setup.java().stream(),
                        Stream.of("-jar", JAR.toString()),
                        setup.arguments().contains(BEFORE_BOOT) ? common(ports) : options(ports),
                        setup.arguments().stream(),
                        Stream.of(
                                "--contextroot",
                                "herald",
                                "--deploy",
                                setup.war().toString()))
                .flatMap(options -> options)
                .toList();
    }

    static Stream<String> options(Ports ports) {
        return Stream.concat(common(ports), Stream.of(BEFORE_BOOT, "src/test/resources/loopback-only.txt"));
    }

    private static Stream<String> common(Ports ports) {
        return Stream.of("--nocluster", "--disablephonehome", "--port", Integer.toString(ports.http()));
    }

    @Override
    public boolean hasStarted(ServerLog log) {
        return log.has(STARTED);
    }

    @Override
    public boolean hasDeployed(ServerLog log) {
        return log.has(DEPLOYED);
    }

    @Override
    public Pattern version() {
        return VERSION;
    }

    @Override
    public String figures() {
        return "/metrics?scope=application";
    }

    @Override
    public Deployments deployments(MicroSetup setup) {
        return MicroDeployments.start(setup);
    }
}
