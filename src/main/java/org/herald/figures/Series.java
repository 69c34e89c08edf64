package org.herald.figures;

import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * One row of a figure.
 *
 * @param labels by name; empty where the figure has one series only
 * @param reading gives the value of the moment; from any thread
 */
public record Series(Map<String, String> labels, DoubleSupplier reading) {

    /** The value of this moment. */
    public double value() {
        return reading.getAsDouble();
    }
}
