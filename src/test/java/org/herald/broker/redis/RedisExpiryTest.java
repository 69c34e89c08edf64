package org.herald.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.herald.broker.Publication;
import org.herald.broker.Recorder;
import org.herald.broker.Retention;
import org.herald.hub.RoomName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/** Whatever is kept of a room in Redis ends by itself, and not too early. */
class RedisExpiryTest {

    private static final RoomName ROOM = new RoomName("general");
    private static final Duration HOUR = Duration.ofHours(1);

    private final RedisFixture fixture = new RedisFixture();

    @BeforeEach
    void start() {
        fixture.broker().start(new Recorder());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void historyLastsAsLongAsItIsToBeKept() {
        for (int i = 0; i < 5; i++) {
            say("m" + i, new Retention(100, HOUR));
            assertThat(left()).isBetween(HOUR.minusSeconds(10), HOUR.multipliedBy(2));
            fixture.advance(Duration.ofMinutes(5));
        }
    }

    @Test
    void historyOfWhichAllIsDroppedEndsToo() {
        for (int i = 0; i < 3; i++) {
            say("m" + i, new Retention(1, HOUR));
            assertThat(left()).isPositive();
        }
        fixture.advance(HOUR.multipliedBy(2));
        say("later", new Retention(100, HOUR));
        assertThat(left()).isBetween(HOUR.minusSeconds(10), HOUR.multipliedBy(2));
    }

    @Test
    void historyThatIsToBeKeptForLongerIs() {
        say("one", new Retention(100, HOUR));
        say("two", new Retention(100, HOUR.multipliedBy(5)));

        assertThat(left()).isGreaterThan(HOUR.multipliedBy(4));
    }

    private void say(String text, Retention retention) {
        Publication asked = Crowd.saying(ROOM, "alice", text);
        fixture.broker()
                .log()
                .publish(new Publication(ROOM, asked.from(), asked.body(), text, true, false, retention))
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** How long Redis keeps the room's history; negative: for ever. */
    private Duration left() {
        String key = fixture.prefix() + ":room:{general}:history";
        return Duration.ofMillis((Long) SharedRedis.get().ask(Command.PTTL, key));
    }
}
