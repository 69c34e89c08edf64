package org.herald.it.kit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.http.HttpResponse;

/** A WildFly that obeys what is sent to its management port. */
final class WildFlyDeployments implements Deployments {

    private static final JsonObject HERALD =
            Json.createObjectBuilder().add("deployment", "herald.war").build();

    private final MicroProcess process;

    private WildFlyDeployments(MicroProcess process) {
        this.process = process;
    }

    static WildFlyDeployments start(MicroSetup setup) {
        return new WildFlyDeployments(setup.withoutHerald().launch().awaitStarted());
    }

    @Override
    public Server server() {
        return process.server();
    }

    @Override
    public void set(String key, String value) {
        unset(key);
        send(operation("add", property(key)).add("value", value));
    }

    @Override
    public void unset(String key) {
        send(operation("remove", property(key)));
    }

    /** It keeps a deployment that failed: that is removed. */
    @Override
    public void deploy() {
        JsonObject content = Json.createObjectBuilder()
                .add("archive", true)
                .add("path", MicroSetup.WAR.toAbsolutePath().toString())
                .build();
        if (!send(operation("add", HERALD)
                .add("content", Json.createArrayBuilder().add(content))
                .add("enabled", true))) {
            undeploy();
        }
    }

    @Override
    public void undeploy() {
        send(operation("remove", HERALD));
    }

    @Override
    public void close() {
        process.close();
    }

    private static JsonObject property(String key) {
        return Json.createObjectBuilder().add("system-property", key).build();
    }

    private static JsonObjectBuilder operation(String name, JsonObject address) {
        return Json.createObjectBuilder()
                .add("operation", name)
                .add("address", Json.createArrayBuilder().add(address));
    }

    /** Whether it was done. */
    private boolean send(JsonObjectBuilder operation) {
        HttpResponse<String> answer = Http.post(
                server().top().resolve("/management"),
                "application/json",
                operation.build().toString());
        return answer.statusCode() == 200;
    }
}
