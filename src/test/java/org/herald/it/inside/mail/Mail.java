package org.herald.it.inside.mail;

import jakarta.annotation.Resource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Topic;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Sends the body of a {@code POST} {@code to} a destination: {@code how=now} without a transaction, {@code commit} and {@code
 * rollback} within one, which ends when {@code how=end} comes; {@code how=bytes} as no text. {@code GET} tells what has come
 * {@code from} a topic since the last one, and begins to listen.
 */
@WebServlet("/mail")
public class Mail extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final String SUBSCRIPTION = "mail";
    private static final long PATIENCE_SECONDS = 60;
    private static final long LULL_MILLIS = 300;

    @Resource(lookup = "java:comp/DefaultJMSConnectionFactory")
    private transient ConnectionFactory connections;

    @Resource
    private transient UserTransaction transaction;

    private final transient Semaphore ends = new Semaphore(0);

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        String how = request.getParameter("how");
        try {
            if (how.equals("end")) {
                ends.release();
                return;
            }
            String text = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (how.equals("now") || how.equals("bytes")) {
                send(request.getParameter("to"), text, how.equals("bytes"));
                return;
            }
            transaction.begin();
            send(request.getParameter("to"), text, false);
            if (!ends.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody ended the transaction");
            }
            if (how.equals("commit")) {
                transaction.commit();
            } else {
                transaction.rollback();
            }
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("text/plain;charset=UTF-8");
        try (JMSContext context = connections.createContext();
                JMSConsumer consumer = context.createSharedDurableConsumer(
                        (Topic) destination(request.getParameter("from")), SUBSCRIPTION)) {
            for (Message next = consumer.receive(LULL_MILLIS); next != null; next = consumer.receive(LULL_MILLIS)) {
                response.getWriter().println(line(next));
            }
        } catch (JMSException | NamingException e) {
            throw new ServletException(e);
        }
    }

    private static String line(Message message) throws JMSException {
        return message.getStringProperty("heraldNamespace")
                + " " + message.getStringProperty("heraldRoom")
                + " " + message.getStringProperty("heraldEvent")
                + " " + message.getStringProperty("heraldEventId")
                + " " + message.getBody(String.class);
    }

    private void send(String to, String text, boolean bytes) throws NamingException {
        try (JMSContext context = connections.createContext()) {
            if (bytes) {
                context.createProducer().send(destination(to), text.getBytes(StandardCharsets.UTF_8));
            } else {
                context.createProducer().send(destination(to), text);
            }
        }
    }

    private static Destination destination(String name) throws NamingException {
        return (Destination) new InitialContext().lookup(name);
    }
}
