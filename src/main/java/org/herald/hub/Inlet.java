package org.herald.hub;

/** By what applications beside Herald publish: one row a way. */
public enum Inlet {
    EVENT("event"),
    JMS("jms");

    private final String label;

    Inlet(String label) {
        this.label = label;
    }

    /** As operators see it. */
    public String label() {
        return label;
    }
}
