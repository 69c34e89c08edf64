package org.herald.it.kit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.HttpURLConnection;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What operators do to a WildFly, by its management port. */
public record Management(Server server) {

    /** What takes longest, on a machine that does much else. */
    private static final Duration DEPLOYMENT = Duration.ofMinutes(2);

    /** Lets nobody in and ends what is under way; what is deployed stays. */
    public void suspend() {
        assertThat(send(Json.createObjectBuilder().add("operation", "suspend"))).isTrue();
    }

    public void resume() {
        assertThat(send(Json.createObjectBuilder().add("operation", "resume"))).isTrue();
    }

    /** @return whether it was done */
    boolean send(String operation, JsonObject address) {
        return send(operation(operation, address));
    }

    /** @return whether it was done */
    boolean send(JsonObjectBuilder operation) {
        HttpResponse<String> answer = Http.post(
                server.top().resolve("/management"),
                "application/json",
                operation.build().toString(),
                DEPLOYMENT);
        return answer.statusCode() == HttpURLConnection.HTTP_OK;
    }

    static JsonObjectBuilder operation(String name, JsonObject address) {
        return Json.createObjectBuilder()
                .add("operation", name)
                .add("address", Json.createArrayBuilder().add(address));
    }
}
