package org.herald.boot;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Starts the node with the web application, and stops it while close frames can still be sent: {@link Registration} says
 * why that is the matter of a listener's place.
 */
public class Lifecycle implements ServletContextListener {

    @Inject
    private HeraldBeans beans;

    /** Null when the node did not start. */
    private Suspension suspension;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        new OwnClasses(event.getServletContext()).load();
        beans.start(Version.of(event.getServletContext()));
        try {
            beans.extensions().install(event.getServletContext());
            suspension = new Suspension(beans, Herald.FAREWELL);
            suspension.listen();
        } catch (RuntimeException e) {
            beans.stop(); // nobody is told of the end of an application that did not begin
            throw e;
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        Ending.take(this::listenNoMore, beans::stop);
    }

    private void listenNoMore() {
        if (suspension != null) {
            suspension.close();
        }
    }
}
