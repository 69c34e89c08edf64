package org.herald.it.kit;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** A WildFly that obeys what is sent to its management port. */
final class WildFlyDeployments implements Deployments {

    private static final JsonObject HERALD =
            Json.createObjectBuilder().add("deployment", "herald.war").build();

    private final HeraldNode process;
    private final Management management;

    private WildFlyDeployments(HeraldNode process) {
        this.process = process;
        this.management = new Management(process.server());
    }

    static WildFlyDeployments start(NodeSetup setup) {
        return new WildFlyDeployments(setup.withoutHerald().launch().awaitStarted());
    }

    @Override
    public Server server() {
        return process.server();
    }

    @Override
    public void set(String key, String value) {
        unset(key);
        management.send(Management.operation("add", property(key)).add("value", value));
    }

    @Override
    public void unset(String key) {
        management.send("remove", property(key));
    }

    /** It keeps a deployment that failed: that is removed. */
    @Override
    public void deploy() {
        JsonObject content = Json.createObjectBuilder()
                .add("archive", true)
                .add("path", NodeSetup.WAR.toAbsolutePath().toString())
                .build();
        if (!management.send(Management.operation("add", HERALD)
                .add("content", Json.createArrayBuilder().add(content))
                .add("enabled", true))) {
            undeploy();
        }
    }

    @Override
    public void undeploy() {
        management.send("remove", HERALD);
    }

    @Override
    public void close() {
        process.close();
    }

    private static JsonObject property(String key) {
        return Json.createObjectBuilder().add("system-property", key).build();
    }
}
