package org.herald;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.herald.admin.Deeds;
import org.herald.admin.Sights;
import org.herald.transport.http.ListeningServlet;
import org.herald.transport.http.poll.PollServlet;
import org.herald.transport.http.rest.Api;
import org.herald.transport.http.rest.BroadcastResource;
import org.herald.transport.http.rest.RoomResource;
import org.herald.transport.http.rest.UserResource;
import org.herald.transport.http.sse.EventStreamServlet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** {@code docs/openapi.yaml} describes every call over HTTP, and none that there is not. */
class OpenApiTest {

    private static final List<Class<?>> RESOURCES =
            List.of(RoomResource.class, UserResource.class, BroadcastResource.class, Sights.class, Deeds.class);
    private static final List<Class<? extends ListeningServlet>> SERVLETS =
            List.of(EventStreamServlet.class, PollServlet.class);

    /** Whatever is called, for whatever reason it may not be carried out. */
    private static final Set<String> ALWAYS = Set.of("400", "401", "403", "429", "503");

    private final Map<String, Object> document = read();

    @Test
    void listsEveryPathAndMethod() {
        Map<String, Set<String>> expected = new TreeMap<>();
        RESOURCES.forEach(resource -> Stream.of(resource.getDeclaredMethods())
                .filter(method -> verb(method) != null)
                .forEach(method -> expected.computeIfAbsent(path(resource, method), path -> new TreeSet<>())
                        .add(verb(method))));
        SERVLETS.forEach(
                servlet -> Stream.of(servlet.getAnnotation(WebServlet.class).urlPatterns())
                        .forEach(path -> expected.put(path, Set.of("get"))));

        Map<String, Set<String>> documented = new TreeMap<>();
        paths().forEach((path, item) -> {
            Set<String> methods = new TreeSet<>(item.keySet());
            methods.remove("parameters");
            documented.put(path, methods);
        });
        assertThat(documented).isEqualTo(expected);
    }

    @Test
    void listsTheStatusesOfEveryCall() {
        paths().forEach((path, item) -> operations(item).forEach((method, operation) -> {
            Set<String> statuses = map(operation.get("responses")).keySet();
            String name = method + " " + path;
            assertThat(statuses).as(name).containsAll(ALWAYS);
            assertThat(statuses.stream().filter(status -> status.startsWith("2")))
                    .as(name)
                    .hasSize(1);
            boolean body = operation.containsKey("requestBody");
            assertThat(statuses.contains("413")).as(name).isEqualTo(body);
            assertThat(statuses.contains("415")).as(name).isEqualTo(body && isRequired(operation.get("requestBody")));
        }));
    }

    @Test
    void saysWhichCallsHaveABody() {
        RESOURCES.forEach(resource -> Stream.of(resource.getDeclaredMethods())
                .filter(method -> verb(method) != null)
                .forEach(method -> assertThat(
                                operation(path(resource, method), verb(method)).containsKey("requestBody"))
                        .as(method.getName())
                        .isEqualTo(method.isAnnotationPresent(Consumes.class))));
    }

    @Test
    void namesNothingThatIsNotThere() {
        String text = document.toString();
        Pattern.compile("\\$ref=#/([A-Za-z/-]+)")
                .matcher(text)
                .results()
                .map(match -> match.group(1).split("/"))
                .forEach(steps -> {
                    Object place = document;
                    for (String step : steps) {
                        place = map(place).get(step);
                        assertThat(place).as(String.join("/", steps)).isNotNull();
                    }
                });
        assertThat(document.get("openapi")).isEqualTo("3.1.0");
    }

    /** A body that may be left out is read whatever its type. */
    private static boolean isRequired(Object body) {
        return Boolean.TRUE.equals(map(body).get("required"));
    }

    /** Without the pattern of a parameter: {@code {room: .+}} is {@code {room}}. */
    private static String path(Class<?> resource, Method method) {
        String top =
                "/" + Api.class.getAnnotation(ApplicationPath.class).value().replace("/", "");
        String below = method.isAnnotationPresent(Path.class)
                ? "/" + method.getAnnotation(Path.class).value()
                : "";
        return top + "/" + resource.getAnnotation(Path.class).value()
                + below.replaceAll("\\{(\\w+): (?:[^{}]|\\{[^}]*\\})+\\}", "{$1}");
    }

    private static String verb(Method method) {
        return Stream.of(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(verb -> verb.value().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse(null);
    }

    private Map<String, Map<String, Object>> paths() {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        map(document.get("paths")).forEach((path, item) -> paths.put(path, map(item)));
        return paths;
    }

    private Map<String, Object> operation(String path, String verb) {
        return map(paths().get(path).get(verb));
    }

    private static Map<String, Map<String, Object>> operations(Map<String, Object> item) {
        Map<String, Map<String, Object>> operations = new LinkedHashMap<>();
        item.forEach((method, operation) -> {
            if (!method.equals("parameters")) {
                operations.put(method, map(operation));
            }
        });
        return operations;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> read() {
        try (var reader = Files.newBufferedReader(java.nio.file.Path.of("docs", "openapi.yaml"))) {
            return new Yaml().load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
