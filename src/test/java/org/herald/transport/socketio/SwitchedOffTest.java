package org.herald.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.herald.config.Settings;
import org.herald.limits.LimitSettings;
import org.herald.transport.engineio.EngineApplication;
import org.herald.transport.engineio.EngineFilter;
import org.herald.transport.engineio.EngineSessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwitchedOffTest {

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<Object> status = new ArrayList<>();

    /** The door as it is where it is switched off: a session would be looked for in vain. */
    private static final class Door extends EngineFilter {
        private static final long serialVersionUID = 1;

        @Override
        protected EngineSessions sessions() {
            throw new AssertionError("there are no sessions");
        }

        @Override
        protected EngineApplication application() {
            return new SwitchedOff();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static HttpServletRequest request(String query) {
        return proxy(HttpServletRequest.class, (self, method, arguments) -> switch (method.getName()) {
            case "getMethod" -> "GET";
            case "getQueryString" -> query;
            default -> null;
        });
    }

    private HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (self, method, arguments) -> {
            if (method.getName().equals("setStatus")) {
                status.add(arguments[0]);
            }
            return method.getName().equals("getOutputStream") ? output() : null;
        });
    }

    private ServletOutputStream output() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException("it is written at once");
            }

            @Override
            public void write(int octet) throws IOException {
                body.write(octet);
            }
        };
    }

    private static SocketIoSettings settings(Map<String, String> keys) {
        Settings settings = new Settings(key -> Optional.ofNullable(keys.get(key)));
        return SocketIoSettings.from(settings, LimitSettings.from(settings).messages());
    }

    @Test
    void isWhatItIsUnlessSomebodySwitchesItOn() {
        assertThat(settings(Map.of()).enabled()).isFalse();
        assertThat(settings(Map.of("herald.socketio.enabled", "true")).enabled())
                .isTrue();
    }

    @Test
    void holdsAPlaceForStrangersForAShortTimeAlone() {
        assertThat(settings(Map.of()).rules().connectTimeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=4&transport=polling", "EIO=4&transport=polling&sid=s1", "nonsense", ""})
    void findsNothingAndBeginsNothing(String query) throws Exception {
        new Door().doFilter(request(query), response(), (request, response) -> {
            throw new AssertionError("the container is not asked");
        });
        assertThat(status).containsExactly(HttpServletResponse.SC_NOT_FOUND);
        assertThat(body.toString(StandardCharsets.UTF_8)).contains("\"code\":\"not_found\"");
    }

    @Test
    void letsNobodyArrive() throws Exception {
        assertThat(new SwitchedOff().arrive(request(""), response(), true)).isNull();
        assertThat(new SwitchedOff().upgrades(request(""), response())).isFalse();
        assertThat(status).containsExactly(HttpServletResponse.SC_NOT_FOUND, HttpServletResponse.SC_NOT_FOUND);
    }
}
