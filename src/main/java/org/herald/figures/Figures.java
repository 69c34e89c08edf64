package org.herald.figures;

import java.util.List;

/** The figures of this node, for whoever shows them. Safe for use by any thread; reading costs writers nothing. */
public interface Figures {

    /** All of them, always the same ones in the same order; their values are those of the moment they are read. */
    List<Figure> all();

    /**
     * The sum of all series of a figure that have these labels now; of a histogram, how many values it has.
     *
     * @param labels names and values in turn
     * @throws IllegalArgumentException when there is no such figure
     */
    default double value(String name, String... labels) {
        return all().stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no figure " + name))
                .value(labels);
    }
}
