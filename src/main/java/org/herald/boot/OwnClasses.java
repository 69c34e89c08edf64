package org.herald.boot;

import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/**
 * The classes of the application, all of them. They are loaded when it starts: when its JVM ends, Payara Micro deletes what
 * it has unpacked before the application is stopped, and the class that was to say goodbye would not be found any more.
 */
final class OwnClasses {

    private static final Logger LOG = System.getLogger(OwnClasses.class.getName());

    private static final String ROOT = "/WEB-INF/classes/";
    private static final String SUFFIX = ".class";

    private final ServletContext application;

    OwnClasses(ServletContext application) {
        this.application = application;
    }

    void load() {
        load(ROOT);
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
