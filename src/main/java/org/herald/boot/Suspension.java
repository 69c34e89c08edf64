package org.herald.boot;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.AttributeChangeNotification;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/**
 * Says goodbye when WildFly is suspended, which it also is before it ends: it then closes every WebSocket with 1001, long
 * before an application is stopped. The first who hear of it are the listeners of an MBean, and it waits for them. On other
 * servers there is no such MBean, and nothing happens here.
 */
final class Suspension implements NotificationListener, AutoCloseable {

    private static final Logger LOG = System.getLogger("org.herald");

    private static final String STATE = "jboss.root:type=state";
    private static final String ATTRIBUTE = "RunningState";
    private static final String SUSPENDING = "suspending";
    private static final String NORMAL = "normal";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final HeraldBeans beans;
    private final Duration patience;

    /** Whether it is for the server that nobody is let in, and not for an administrator. */
    private volatile boolean suspended;

    /** @param patience how long the server is to wait */
    Suspension(HeraldBeans beans, Duration patience) {
        this.beans = beans;
        this.patience = patience;
    }

    void listen() {
        try {
            server.addNotificationListener(new ObjectName(STATE), this, null, null);
        } catch (InstanceNotFoundException e) {
            LOG.log(Level.DEBUG, "this server is not suspended", e);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.removeNotificationListener(new ObjectName(STATE), this);
        } catch (InstanceNotFoundException | ListenerNotFoundException e) {
            LOG.log(Level.DEBUG, "there was nothing to listen to", e);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void handleNotification(Notification notification, Object handback) {
        if (notification instanceof AttributeChangeNotification change && ATTRIBUTE.equals(change.getAttributeName())) {
            String now = String.valueOf(change.getNewValue());
            if (SUSPENDING.equalsIgnoreCase(now)) {
                suspend();
            } else if (NORMAL.equalsIgnoreCase(now)) {
                resume();
            }
        }
    }

    /** The server's executors run nothing from here on, and complain of each task. */
    private void suspend() {
        if (beans.gatekeeper().isOpen()) {
            suspended = true;
            Ending.take(this::sayGoodbye, beans.sessions()::cutOff);
        }
        beans.stopTicking();
    }

    private void resume() {
        beans.tick();
        if (suspended) {
            suspended = false;
            beans.sessions().resume();
        }
    }

    private void sayGoodbye() {
        try {
            beans.sessions().suspend().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "Not every client could be told that the server is suspended");
        }
    }
}
