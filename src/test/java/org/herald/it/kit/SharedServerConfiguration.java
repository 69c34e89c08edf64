package org.herald.it.kit;

import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** What {@code arquillian.xml} says of a server: Arquillian calls the setters. */
public final class SharedServerConfiguration implements ContainerConfiguration {

    private static final String NAME = "-Dherald.node=";

    private String options = "";

    /** Options of the JVM, {@code -Dherald.node=<name>} among them, between white space. */
    public void setOptions(String options) {
        this.options = options;
    }

    public String getOptions() {
        return options;
    }

    String[] words() {
        return options.strip().split("\\s+");
    }

    /** The server's name is that of the node in its options. */
    String name() {
        for (String option : words()) {
            if (option.startsWith(NAME)) {
                return option.substring(NAME.length());
            }
        }
        throw new IllegalStateException("arquillian.xml: the options lack " + NAME + "<name>");
    }

    @Override
    public void validate() throws ConfigurationException {
        name();
    }
}
