package org.herald.transport.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.herald.hub.ErrorCode;
import org.herald.limits.LimitSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestProvider provider = new TestProvider();
    private volatile boolean open = true;
    private volatile boolean storeAway;
    private volatile boolean storeBroken;
    private volatile int storeFull = Integer.MAX_VALUE;
    private final Store store = new Store(broker -> LeavingBroker.around(broker, this::isStoreAway));
    private final Intake intake =
            new Intake("queue", provider, store.voice(), new Reading(new LimitSettings.Messages(1024, 8)), () -> open);
    private final Thread thread = new Thread(intake);

    @AfterEach
    void stop() throws InterruptedException {
        intake.stop();
        thread.join(PATIENCE.toMillis());
        store.close();
        assertThat(thread.isAlive()).isFalse();
    }

    private boolean isStoreAway() {
        if (storeBroken) {
            storeBroken = false;
            throw new IllegalStateException("a fault, once");
        }
        return storeAway || store.count("general") >= storeFull;
    }

    private static String hello(int number) {
        return "{\"room\":\"general\",\"content\":" + number + "}";
    }

    private void awaitNothingLeft() {
        Awaitility.await("the queue to be empty").atMost(PATIENCE).until(() -> provider.left() == 0);
    }

    @Test
    void publishesInOrderAndLetsGo() {
        for (int i = 0; i < 250; i++) {
            provider.put("ID:" + i, hello(i));
        }

        thread.start();

        Awaitility.await().atMost(PATIENCE).until(() -> store.count("general") == 250);
        awaitNothingLeft();
    }

    @Test
    void publishesOnceWhatComesAgainAfterItsTransactionFailed() {
        provider.put("ID:1", hello(1));
        provider.put("ID:2", hello(2));
        provider.failToCommitOnce();

        thread.start();
        Awaitility.await("the second attempt").atMost(PATIENCE).until(() -> provider.takes() >= 2);
        awaitNothingLeft();
        provider.put("ID:3", hello(3));

        Awaitility.await().atMost(PATIENCE).until(() -> store.count("general") >= 3);
        assertThat(store.said("general")).hasSize(3);
    }

    @Test
    void letsGoOfWhatCannotBePublished() {
        provider.put("ID:1", "{");
        provider.put("ID:2", null);
        provider.put("ID:3", "{\"room\":\"no room\",\"content\":1}");
        provider.put("ID:4", "{\"room\":\"general\"}");
        provider.put("ID:5", "{\"room\":\"general\",\"content\":\"" + "x".repeat(1024) + "\"}");
        provider.put("ID:6", "\"\uD800\"");
        provider.put("ID:7", hello(7));

        thread.start();

        Awaitility.await().atMost(PATIENCE).until(() -> store.count("general") == 1);
        awaitNothingLeft();
        assertThat(store.refusals())
                .containsExactly(
                        ErrorCode.BAD_JSON,
                        ErrorCode.INVALID_DATA,
                        ErrorCode.INVALID_DATA,
                        ErrorCode.INVALID_DATA,
                        ErrorCode.INVALID_DATA,
                        ErrorCode.BAD_JSON);
        assertThat(store.spoken(false)).isEqualTo(6);
        assertThat(store.spoken(true)).isEqualTo(1);
    }

    @Test
    void publishesEachOfThoseThatTheProviderGaveNoId() {
        provider.put(null, hello(1));
        provider.put(null, hello(1));
        provider.put(null, "{\"room\":\"general\",\"content\":2,\"id\":\"u1\"}");
        provider.put(null, "{\"room\":\"general\",\"content\":2,\"id\":\"u1\"}");

        thread.start();

        awaitNothingLeft();
        Awaitility.await().atMost(PATIENCE).until(() -> store.spoken(true) == 4);
        assertThat(store.said("general")).hasSize(3);
        assertThat(provider.returned()).isZero();
    }

    @Test
    void letsGoOfWhatMeetsAFault() {
        storeBroken = true;
        provider.put("ID:1", hello(1));
        provider.put("ID:2", hello(2));

        thread.start();

        Awaitility.await().atMost(PATIENCE).until(() -> store.count("general") == 1);
        awaitNothingLeft();
        assertThat(provider.returned()).isZero();
        assertThat(store.spoken(false)).isEqualTo(1);
    }

    @Test
    void waitsForAStoreThatIsAwayForAMoment() {
        storeAway = true;
        provider.put("ID:1", hello(1));

        thread.start();
        Awaitility.await().atMost(PATIENCE).until(() -> store.refusals().size() >= 2);
        storeAway = false;

        Awaitility.await().atMost(PATIENCE).until(() -> store.count("general") == 1);
        awaitNothingLeft();
        assertThat(provider.returned()).isZero();
    }

    @Test
    void leavesInTheQueueWhatIsNotPublishedWhenItStops() throws InterruptedException {
        storeAway = true;
        provider.put("ID:1", hello(1));

        thread.start();
        Awaitility.await().atMost(PATIENCE).until(() -> !store.refusals().isEmpty());
        intake.stop();
        thread.join(PATIENCE.toMillis());

        assertThat(provider.left()).isEqualTo(1);
        assertThat(provider.returned()).isEqualTo(1);
    }

    @Test
    void doesNotTakeBackWhatIsPublishedWithWhatIsNot() throws InterruptedException {
        storeFull = 2;
        for (int i = 1; i <= 4; i++) {
            provider.put("ID:" + i, hello(i));
        }

        thread.start();
        Awaitility.await().atMost(PATIENCE).until(() -> !store.refusals().isEmpty());
        intake.stop();
        thread.join(PATIENCE.toMillis());

        assertThat(store.said("general")).hasSize(2);
        assertThat(provider.returned()).isEqualTo(1);
        assertThat(provider.left()).isEqualTo(2);
    }

    @Test
    void takesNothingWhileItIsNotOpen() {
        open = false;
        provider.put("ID:1", hello(1));

        thread.start();
        Awaitility.await().during(Duration.ofMillis(700)).atMost(PATIENCE).until(() -> provider.takes() == 0);
        open = true;

        awaitNothingLeft();
    }

    @Test
    void goesOnWhenTheProviderIsBack() {
        provider.away(true);
        provider.put("ID:1", hello(1));

        thread.start();
        Awaitility.await().atMost(PATIENCE).until(() -> provider.takes() >= 2);
        provider.away(false);

        awaitNothingLeft();
    }

    @Test
    void goesOnAfterWhateverWentWrong() {
        provider.failOnce();
        provider.put("ID:1", hello(1));

        thread.start();

        awaitNothingLeft();
        Awaitility.await().atMost(PATIENCE).until(() -> store.count("general") == 1);
    }
}
