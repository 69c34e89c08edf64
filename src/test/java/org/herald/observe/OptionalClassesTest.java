package org.herald.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.herald.broker.Broker;
import org.herald.config.Settings;
import org.junit.jupiter.api.Test;

/** On a server that has neither MicroProfile Metrics nor OpenTelemetry nor JMS, what uses them is left alone. */
class OptionalClassesTest {

    private final BareServer server = new BareServer();

    @Test
    void figuresAreShownNowhereElse() throws ReflectiveOperationException {
        Class<?> figures = server.loadClass("org.herald.figures.Figures");

        Object takeAway = server.loadClass("org.herald.observe.ServerMetrics")
                .getMethod("show", figures)
                .invoke(null, new Object[] {null});

        assertThatCode(((Runnable) takeAway)::run).doesNotThrowAnyException();
        assertThat(server.made).doesNotContain("org.herald.observe.MicroProfileFigures", "org.herald.observe.Gauges");
    }

    @Test
    void theBrokerStaysAsItIs() throws ReflectiveOperationException {
        Class<?> broker = server.loadClass("org.herald.broker.Broker");
        Class<?> settings = server.loadClass("org.herald.config.Settings");
        Function<String, Optional<String>> source = key -> Optional.of("false");
        Object on = settings.getConstructor(Function.class).newInstance(source);
        Object one = Proxy.newProxyInstance(server, new Class<?>[] {broker}, (proxy, method, arguments) -> null);

        Object same = server.loadClass("org.herald.observe.ServerTracing")
                .getMethod("around", broker, settings)
                .invoke(null, one, on);

        assertThat(same).isSameAs(one);
        assertThat(server.made)
                .doesNotContain("org.herald.observe.OpenTelemetryDoor", "org.herald.observe.OpenTelemetrySpans");
    }

    @Test
    void nothingIsRecordedUnlessTheServerIsToldTo() {
        Broker broker = (Broker) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Broker.class}, (proxy, method, arguments) -> null);

        for (Optional<String> value : List.of(Optional.<String>empty(), Optional.of("true"), Optional.of("TRUE"))) {
            assertThat(ServerTracing.around(broker, new Settings(key -> value))).isSameAs(broker);
        }
    }

    @Test
    void nothingIsBridgedToJms() throws Exception {
        Class<?> broker = server.loadClass("org.herald.broker.Broker");
        Class<?> settings = server.loadClass("org.herald.config.Settings");
        Class<?> bridge = server.loadClass("org.herald.transport.jms.JmsBridge");
        Map<String, String> values =
                Map.of("herald.jms.queue", "in", "herald.jms.topic", "out", "herald.jms.namespaces", "default");
        Function<String, Optional<String>> source = key -> Optional.ofNullable(values.get(key));
        Object on = settings.getConstructor(Function.class).newInstance(source);
        Object one = Proxy.newProxyInstance(server, new Class<?>[] {broker}, (proxy, method, arguments) -> null);

        Object none = bridge.getMethod("from", settings, server.loadClass("org.herald.hub.Timers"))
                .invoke(null, on, null);
        Object same = bridge.getMethod("around", broker).invoke(none, one);
        ((AutoCloseable) none).close();

        assertThat(same).isSameAs(one);
        assertThat(server.made).doesNotContain("org.herald.transport.jms.JmsProvider");
    }

    /** Knows all that tests know, but for three APIs, and has Herald's classes anew. */
    private static final class BareServer extends ClassLoader {
        private static final List<String> MISSING =
                List.of("org.eclipse.microprofile.metrics.", "io.opentelemetry.", "jakarta.jms.");

        private final Set<String> made = ConcurrentHashMap.newKeySet();

        private BareServer() {
            super(OptionalClassesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (MISSING.stream().anyMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null || !name.startsWith("org.herald.")) {
                    return known != null ? known : super.loadClass(name, resolve);
                }
                return make(name);
            }
        }

        private Class<?> make(String name) throws ClassNotFoundException {
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                made.add(name);
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
