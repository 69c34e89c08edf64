package org.herald.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.herald.hub.ErrorCode;
import org.herald.hub.HandClock;
import org.herald.hub.Refused;
import org.herald.protocol.Ack;
import org.herald.protocol.Command;
import org.herald.protocol.Request;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    private static final Command PING = new Command.Ping();

    private final FakeSocket socket = new FakeSocket();
    private final Counts counts = new Counts();
    private final ClientSession session =
            TestSessions.make(TestNode.identity("alice"), socket, new HandClock(), (delay, task) -> () -> {}, counts);
    private final Exchange exchange = new Exchange(session, Request.of("r1", PING));
    private final Exchange unnamed = new Exchange(session, Request.of(null, PING));

    @Test
    void repliesOnceWhateverComesFirst() {
        exchange.ack(new Ack.Done());
        exchange.ack(new Ack.Done());
        exchange.fail(Refused.because(ErrorCode.NOT_FOUND, "none"));
        assertThat(socket.messages()).hasSize(1);
        assertThat(socket.messages().get(0).getString("event")).isEqualTo("ack");

        Exchange other = new Exchange(session, Request.of("r2", PING));
        other.fail(Refused.because(ErrorCode.NOT_FOUND, "none"));
        other.settle(new Ack.Done(), null);
        assertThat(socket.messages()).hasSize(2);
        assertThat(socket.messages().get(1).getString("id")).isEqualTo("r2");
        assertThat(counts.of("refused not_found")).isEqualTo(1);
    }

    @Test
    void saysNothingOfSuccessToOneThatDidNotAsk() {
        unnamed.ack(new Ack.Done());
        assertThat(socket.frames()).isEmpty();
    }

    @Test
    void saysWhyToOneThatDidNotAskToo() {
        unnamed.fail(Refused.because(ErrorCode.NOT_FOUND, "none"));
        assertThat(socket.messages().get(0)).doesNotContainKey("id");
        assertThat(socket.messages().get(0).getJsonObject("data").getString("code"))
                .isEqualTo("not_found");
    }

    @Test
    void seesThroughTheWrappingOfStages() {
        exchange.settle(null, new CompletionException(Refused.invalid("data.upTo", "must be")));
        assertThat(socket.messages().get(0).getJsonObject("data").getString("field"))
                .isEqualTo("data.upTo");
    }

    @Test
    void logsAFaultOfOursAndTellsNothingOfIt() {
        Logger logger = Logger.getLogger("org.herald.connections");
        Noting noting = new Noting();
        logger.setUseParentHandlers(false);
        logger.addHandler(noting);
        try {
            exchange.fail(new IllegalStateException("secret detail"));
            exchange.fail(new CompletionException(new IllegalStateException("secret detail")));
        } finally {
            logger.removeHandler(noting);
            logger.setUseParentHandlers(true);
        }

        assertThat(noting.records).isEqualTo(2);
        assertThat(socket.frames()).hasSize(1);
        assertThat(socket.texts().get(0)).contains("\"internal\"").doesNotContain("secret", "Exception");
    }

    private static final class Noting extends Handler {
        private int records;

        @Override
        public void publish(LogRecord entry) {
            records += entry.getLevel() == Level.SEVERE && entry.getThrown() != null ? 1 : 0;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
