package org.herald.it.kit;

import java.nio.file.Path;

/** The JDK that servers run on: that of the tests, or the one whose home {@code -Dherald.it.java} names. */
final class Jdk {

    private Jdk() {}

    /** @param tool such as {@code java} */
    static String tool(String tool) {
        String home = System.getProperty("herald.it.java", "");
        return Path.of(home.isBlank() ? System.getProperty("java.home") : home, "bin", tool)
                .toString();
    }
}
