package org.herald.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.herald.config.InvalidSetting;
import org.herald.config.Settings;
import org.herald.hub.CloseCode;
import org.herald.hub.Frame;
import org.herald.hub.HubListener;
import org.herald.session.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which writer a connection gets, and what is done when a container is not what it was taken for. */
class FrameWritersTest {

    private final Logger logger = Logger.getLogger(FrameWriters.class.getName());
    private final List<String> told = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final HubListener listener = new HubListener() {
        @Override
        public void writerInUse(String name) {
            told.add(name);
        }
    };

    @BeforeEach
    void quiet() {
        logger.setLevel(Level.SEVERE);
    }

    @AfterEach
    void loud() {
        logger.setLevel(null);
    }

    @Test
    void takesTheShortWayOfAContainerThatIsKnown() {
        FrameWriters writers = writers((session, surprise) -> Optional.of(new Short(surprise)));

        assertThat(writers.open(session())).isInstanceOf(Short.class);
        assertThat(writers.inUse()).isEqualTo("known");
        assertThat(told).containsExactly("known");
    }

    @Test
    void isPortableWhereNoContainerIsKnownOrThatIsWanted() {
        assertThat(new FrameWriters(Optional.empty(), listener).open(session())).isInstanceOf(PortableSocket.class);
        FrameWriters wanted = FrameWriters.from(settings("portable"), listener);

        assertThat(wanted.inUse()).isEqualTo("portable");
        assertThat(wanted.open(session())).isInstanceOf(PortableSocket.class);
        assertThat(told).containsExactly("portable", "portable");
    }

    @Test
    void refusesAWriterThatThereIsNot() {
        assertThatThrownBy(() -> FrameWriters.from(settings("fast"), listener))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage("herald.transport.writer: must be auto or portable");
    }

    @Test
    void leavesTheFramesOfAConnectionWithAnExtensionToTheContainerAndEndsItLikeOthers() {
        FrameWriters writers = writers((session, surprise) -> Optional.of(new Short(surprise)));

        assertThat(writers.open(session(new Deflate()))).isInstanceOfSatisfying(EndedBelow.class, socket -> {
            assertThat(socket.words()).isInstanceOf(PortableSocket.class);
            assertThat(socket.end()).isInstanceOf(Short.class);
        });
        assertThat(writers.open(session())).isInstanceOf(Short.class);
    }

    @Test
    void isPortableForGoodWhenTheWayTurnsOutToBeAnother() {
        FrameWriters writers = writers((session, surprise) -> {
            throw new NoSuchFieldException("connection");
        });

        assertThat(writers.open(session())).isInstanceOf(PortableSocket.class);
        assertThat(writers.open(session())).isInstanceOf(PortableSocket.class);
        assertThat(asked).hasValue(1);
        assertThat(told).containsExactly("known", "portable");
    }

    @Test
    void isPortableForGoodWhenClassesAreOthers() {
        assertThat(afterThrowing(new ClassCastException())).isEqualTo("portable");
        assertThat(afterThrowing(new NoSuchMethodError())).isEqualTo("portable");
    }

    @Test
    void isPortableForGoodWhenAWriteShowsThatClassesAreOthers() {
        FrameWriters writers = writers((session, surprise) -> Optional.of(new Short(surprise)));
        Short one = (Short) writers.open(session());
        Short two = (Short) writers.open(session());

        one.surprise.accept(new NoSuchMethodError());
        two.surprise.accept(new NoSuchMethodError());

        assertThat(writers.open(session())).isInstanceOf(PortableSocket.class);
        assertThat(told).containsExactly("known", "portable");
    }

    @Test
    void keepsTheWayWhenOnlyOneConnectionHasItNot() {
        assertThat(afterThrowing(new IllegalStateException("it has ended"))).isEqualTo("known");
        FrameWriters writers = writers((session, surprise) -> Optional.empty());

        assertThat(writers.open(session())).isInstanceOf(PortableSocket.class);
        assertThat(writers.inUse()).isEqualTo("known");
    }

    private String afterThrowing(Throwable thrown) {
        FrameWriters writers = writers((session, surprise) -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        });
        assertThat(writers.open(session())).isInstanceOf(PortableSocket.class);
        return writers.inUse();
    }

    private FrameWriters writers(Way way) {
        return new FrameWriters(
                Optional.of(new Road() {
                    @Override
                    public String name() {
                        return "known";
                    }

                    @Override
                    public Optional<Socket> socket(Session session, Consumer<Throwable> surprise)
                            throws ReflectiveOperationException {
                        asked.incrementAndGet();
                        return way.socket(session, surprise);
                    }
                }),
                listener);
    }

    private static Settings settings(String writer) {
        Map<String, String> all = Map.of("herald.transport.writer", writer);
        return new Settings(key -> Optional.ofNullable(all.get(key)));
    }

    private static Session session(Extension... extensions) {
        return (Session) Proxy.newProxyInstance(
                FrameWritersTest.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getNegotiatedExtensions") ? List.of(extensions) : null);
    }

    /** A way to sockets. */
    private interface Way {
        Optional<Socket> socket(Session session, Consumer<Throwable> surprise) throws ReflectiveOperationException;
    }

    private static final class Short implements Socket {
        private final Consumer<Throwable> surprise;

        private Short(Consumer<Throwable> surprise) {
            this.surprise = surprise;
        }

        @Override
        public int most() {
            return 8;
        }

        @Override
        public void write(List<Frame> frames, Consumer<Throwable> done) {
            done.accept(null);
        }

        @Override
        public void ping(byte[] payload) {}

        @Override
        public void close(CloseCode code, String reason) {}
    }

    private static final class Deflate implements Extension {
        @Override
        public String getName() {
            return "permessage-deflate";
        }

        @Override
        public List<Parameter> getParameters() {
            return List.of();
        }
    }
}
