package org.herald.transport.jms;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * JMS by the server's own connections and transactions. Everything is looked up anew each time, and connections come from the
 * server's pool: so there is nothing to mend when the provider went and came back. A consumer within a web application may
 * neither have a listener nor acknowledge by itself (Jakarta EE Platform 10, section 6.7); a transaction it may have.
 */
final class JmsProvider implements Provider {

    private static final String TRANSACTION = "java:comp/UserTransaction";

    private final String factory;
    private final Names names;

    /** @param factory of connections, by its name in JNDI */
    JmsProvider(String factory) {
        this(factory, name -> new InitialContext().lookup(name));
    }

    /** @param names where everything is looked up */
    JmsProvider(String factory, Names names) {
        this.factory = factory;
        this.names = names;
    }

    /** What has names, as JNDI has it. */
    interface Names {
        Object lookup(String name) throws NamingException;
    }

    /** Something within a transaction. */
    private interface Work {
        void run(JMSContext context) throws Exception;
    }

    @Override
    public void take(String queue, Duration patience, Consumer<Letter> taker) throws Trouble {
        transacted(context -> {
            Queue source = find(Queue.class, queue);
            try (JMSConsumer consumer = context.createConsumer(source)) {
                Message message = consumer.receive(patience.toMillis());
                if (message != null) {
                    taker.accept(letter(message));
                }
            }
        });
    }

    @Override
    public void send(String topic, List<Notice> notices) throws Trouble {
        transacted(context -> {
            Topic target = find(Topic.class, topic);
            for (Notice notice : notices) {
                JMSProducer producer = context.createProducer();
                notice.properties().forEach(producer::setProperty);
                producer.send(target, notice.text());
            }
        });
    }

    private void transacted(Work work) throws Trouble {
        try {
            UserTransaction transaction = find(UserTransaction.class, TRANSACTION);
            ConnectionFactory connections = find(ConnectionFactory.class, factory);
            leave(transaction);
            transaction.begin();
            boolean done = false;
            try (JMSContext context = connections.createContext()) {
                work.run(context);
                done = true;
            } finally {
                if (done) {
                    transaction.commit();
                } else {
                    transaction.rollback();
                }
            }
        } catch (Exception | LinkageError e) {
            throw new Trouble(e.getMessage(), e);
        }
    }

    /** A thread keeps the transaction whose end failed, and no other could begin. */
    private static void leave(UserTransaction transaction) throws SystemException {
        if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
            transaction.rollback();
        }
    }

    private static Letter letter(Message message) throws JMSException {
        String text = message instanceof TextMessage letter ? letter.getText() : null;
        return new Letter(text, message.getJMSMessageID());
    }

    private <T> T find(Class<T> type, String name) throws NamingException {
        Object found = lookup(name);
        if (!type.isInstance(found)) {
            throw new NamingException(name + " is no " + type.getSimpleName());
        }
        return type.cast(found);
    }

    /** In our own words: servers tell of all they have when they have something not. */
    private Object lookup(String name) throws NamingException {
        try {
            return names.lookup(name);
        } catch (NamingException e) {
            NamingException absent = new NamingException("there is no " + name);
            absent.initCause(e);
            throw absent;
        }
    }
}
