package org.herald.boot;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Starts the node with the web application, and stops it while close frames can still be sent. */
@WebListener
public class Lifecycle implements ServletContextListener {

    @Inject
    private HeraldBeans beans;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        new OwnClasses(event.getServletContext()).load();
        beans.start(Version.of(event.getServletContext()));
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        beans.stop();
    }
}
