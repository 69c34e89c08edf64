package org.herald.boot;

import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/**
 * The classes of the application, all of them. On Payara they are loaded when it starts: when its JVM ends, Payara Micro
 * deletes what it has unpacked before the application is stopped, and the class that was to say goodbye would not be found
 * any more. Elsewhere there is no need, and WildFly complains of each class that is not of use there.
 */
final class OwnClasses {

    private static final Logger LOG = System.getLogger(OwnClasses.class.getName());

    /** What the server calls itself that deletes too early. */
    private static final String HASTY = "Payara";

    private static final String ROOT = "/WEB-INF/classes/";
    private static final String SUFFIX = ".class";

    private final ServletContext application;

    OwnClasses(ServletContext application) {
        this.application = application;
    }

    void load() {
        if (application.getServerInfo().contains(HASTY)) {
            load(ROOT);
        }
    }

    private void load(String directory) {
        Set<String> paths = application.getResourcePaths(directory);
        if (paths == null) {
            return;
        }
        for (String path : paths) {
            if (path.endsWith("/")) {
                load(path);
            } else if (path.endsWith(SUFFIX)) {
                loadClass(path.substring(ROOT.length(), path.length() - SUFFIX.length())
                        .replace('/', '.'));
            }
        }
    }

    private void loadClass(String name) {
        try {
            Class.forName(name, false, application.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.log(Level.DEBUG, "not of use on this server: " + name, e);
        }
    }
}
