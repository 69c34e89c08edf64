package org.herald.conformance;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.herald.config.Settings;
import org.herald.hub.HubListener;
import org.herald.hub.Timers;
import org.herald.transport.engineio.EngineApplication;
import org.herald.transport.engineio.EngineListener;
import org.herald.transport.engineio.EngineSessions;
import org.herald.transport.engineio.EngineSettings;
import org.herald.transport.socketio.SocketIoConnection;
import org.herald.transport.websocket.FrameWriters;

/** The two applications, with the times and limits that the suites expect. */
@ApplicationScoped
public class Conformance {

    private static final int MAX_PAYLOAD = 1_000_000;
    private static final int MAX_DEPTH = 32;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private Inside inside;

    private record Inside(FrameWriters writers, Side echo, Side socketIo) {}

    /** One of the two. */
    record Side(EngineSessions sessions, EngineApplication application) {}

    @PostConstruct
    void open() {
        Timers timers = (delay, task) -> {
            ScheduledFuture<?> future = scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> future.cancel(false);
        };
        EngineSettings settings = new EngineSettings(Duration.ofMillis(300), Duration.ofMillis(200), MAX_PAYLOAD);
        SocketIoConnection.Rules rules = new SocketIoConnection.Rules(Duration.ofSeconds(1), MAX_PAYLOAD, MAX_DEPTH);
        inside = new Inside(
                FrameWriters.from(new Settings(key -> Optional.empty()), HubListener.NONE),
                new Side(new EngineSessions(settings, timers, System::nanoTime), new Open(Echo::new)),
                new Side(
                        new EngineSessions(settings, timers, System::nanoTime),
                        new Open(() -> new SocketIoConnection(rules, timers, new EchoNamespaces(timers)))));
    }

    FrameWriters writers() {
        return inside.writers;
    }

    Side echo() {
        return inside.echo;
    }

    Side socketIo() {
        return inside.socketIo;
    }

    /** Lets everybody in, and every page. */
    private record Open(Supplier<EngineListener> listeners) implements EngineApplication {
        @Override
        public boolean answers(HttpServletRequest request, HttpServletResponse response) {
            response.setHeader("Access-Control-Allow-Origin", "*");
            return "OPTIONS".equals(request.getMethod());
        }

        @Override
        public boolean upgrades(HttpServletRequest request, HttpServletResponse response) {
            return true;
        }

        /** The suites listen for a close, and not for the error by which their client tells of a refusal. */
        @Override
        public boolean refusesNeedless() {
            return false;
        }

        @Override
        public EngineListener arrive(HttpServletRequest request, HttpServletResponse response, boolean upgrade) {
            return listeners.get();
        }
    }
}
