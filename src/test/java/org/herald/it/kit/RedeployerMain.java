package org.herald.it.kit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A process: a Payara Micro to whose standard input one can say what to do, a command a line, {@code set <property>
 * <value>}, {@code unset <property>}, {@code deploy <war>} and {@code undeploy}. Micro by itself deploys when it starts and
 * never again, but programs may. Each command is answered by a line that begins with {@link #ANSWER}.
 *
 * <p>Payara's classes are on the class path of the process, not on that of the tests: so they are called by reflection.
 */
final class RedeployerMain {

    static final String ANSWER = "redeployer:";

    private final Object runtime;

    private RedeployerMain(Object runtime) {
        this.runtime = runtime;
    }

    /** @param arguments those of Payara Micro */
    public static void main(String... arguments) throws ReflectiveOperationException, IOException {
        Object boot = Class.forName("fish.payara.micro.boot.PayaraMicroLauncher")
                .getMethod("create", String[].class)
                .invoke(null, (Object) arguments);
        RedeployerMain redeployer = new RedeployerMain(Class.forName("fish.payara.micro.boot.PayaraMicroBoot")
                .getMethod("getRuntime")
                .invoke(boot));
        answer("ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            answer(redeployer.obey(line.split(" ", 3)));
        }
        System.exit(0);
    }

    private String obey(String... words) throws ReflectiveOperationException {
        switch (words[0]) {
            case "set" -> System.setProperty(words[1], words[2]);
            case "unset" -> System.clearProperty(words[1]);
            case "deploy" -> {
                return call("deploy", "herald", "herald", new File(words[1])).toString();
            }
            case "undeploy" -> call("undeploy", "herald");
            default -> throw new IllegalArgumentException(words[0]);
        }
        return "done";
    }

    private Object call(String method, Object... arguments) throws ReflectiveOperationException {
        Class<?>[] types = Arrays.stream(arguments).map(Object::getClass).toArray(Class<?>[]::new);
        return Class.forName("fish.payara.micro.PayaraMicroRuntime")
                .getMethod(method, types)
                .invoke(runtime, arguments);
    }

    private static void answer(String word) {
        System.out.println(ANSWER + " " + word);
    }
}
