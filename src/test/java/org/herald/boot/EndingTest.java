package org.herald.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndingTest {

    private final Logger logger = Logger.getLogger("org.herald");
    private final List<Throwable> logged = new ArrayList<>();
    private final Handler ear = new Ear();
    private final List<String> taken = new ArrayList<>();

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(ear);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(ear);
        logger.setUseParentHandlers(true);
    }

    @Test
    void takesEveryStepWhateverBecameOfTheOneBefore() {
        RuntimeException fault = new IllegalStateException("no listener");
        LinkageError gone = new NoClassDefFoundError("the class loader is closed");

        Ending.take(
                () -> taken.add("first"),
                () -> {
                    throw fault;
                },
                () -> taken.add("second"),
                () -> {
                    throw gone;
                },
                () -> taken.add("third"));

        assertThat(taken).containsExactly("first", "second", "third");
        assertThat(logged).containsExactly(fault, gone);
    }

    private final class Ear extends Handler {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry.getThrown());
        }

        @Override
        public void flush() {
            // nothing waits
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
