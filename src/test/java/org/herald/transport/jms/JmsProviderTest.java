package org.herald.transport.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Topic;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.naming.NameNotFoundException;
import org.junit.jupiter.api.Test;

class JmsProviderTest {

    private final List<String> calls = new ArrayList<>();
    private boolean commitFails;
    private boolean rollbackFails;

    /** Whether the thread has a transaction, which it keeps when that could not be ended. */
    private boolean within;

    private final Map<String, Object> named = Map.of(
            "java:comp/UserTransaction", proxy(UserTransaction.class),
            "factory", proxy(ConnectionFactory.class),
            "topic", proxy(Topic.class));
    private final JmsProvider provider = new JmsProvider("factory", named::get);

    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer(method)));
    }

    private Object answer(Method method) throws Exception {
        switch (method.getName()) {
            case "getStatus":
                return within ? Status.STATUS_MARKED_ROLLBACK : Status.STATUS_NO_TRANSACTION;
            case "createContext":
                return proxy(JMSContext.class);
            case "begin":
                begin();
                break;
            case "commit":
                end("commit", commitFails);
                break;
            case "rollback":
                end("rollback", rollbackFails);
                break;
            default:
                break;
        }
        return null;
    }

    private void begin() throws NotSupportedException {
        if (within) {
            throw new NotSupportedException("there is one");
        }
        within = true;
        calls.add("begin");
    }

    private void end(String how, boolean fails) throws SystemException {
        if (fails) {
            throw new SystemException("cannot be ended");
        }
        within = false;
        calls.add(how);
    }

    @Test
    void endsWhatItBegan() throws Provider.Trouble {
        provider.send("topic", List.of());

        assertThat(calls).containsExactly("begin", "commit");
    }

    @Test
    void beginsAnewAfterATransactionThatCouldNotBeCommitted() throws Provider.Trouble {
        commitFails = true;
        assertThatThrownBy(() -> provider.send("topic", List.of())).isInstanceOf(Provider.Trouble.class);
        commitFails = false;

        provider.send("topic", List.of());

        assertThat(calls).containsExactly("begin", "rollback", "begin", "commit");
    }

    @Test
    void beginsAnewAfterATransactionThatCouldNotBeRolledBack() throws Provider.Trouble {
        JmsProvider without = new JmsProvider("factory", name -> {
            if (name.equals("topic")) {
                throw new NameNotFoundException(name);
            }
            return named.get(name);
        });
        rollbackFails = true;
        assertThatThrownBy(() -> without.send("topic", List.of())).isInstanceOf(Provider.Trouble.class);
        rollbackFails = false;

        provider.send("topic", List.of());

        assertThat(calls).containsExactly("begin", "rollback", "begin", "commit");
    }
}
