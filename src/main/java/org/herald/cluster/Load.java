package org.herald.cluster;

import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The share of the processors of this machine, or of the container that the JVM runs in, that is in use by whatever
 * process: 0 to 1, or -1 where nobody knows. Safe for use by any thread.
 */
public final class Load implements DoubleSupplier {

    private static final double UNKNOWN = -1;

    private final MBeanServer server;

    /** @param server where the JVM tells of its operating system */
    public Load(MBeanServer server) {
        this.server = server;
    }

    @Override
    public double getAsDouble() {
        double now = attribute("CpuLoad");
        return now >= 0 ? Math.min(now, 1) : average();
    }

    /** For JVMs that do not tell the load itself: how many wait for a processor or have one, per processor. */
    private double average() {
        double waiting = attribute("SystemLoadAverage");
        double processors = attribute("AvailableProcessors");
        return waiting < 0 || processors < 1 ? UNKNOWN : Math.min(waiting / processors, 1);
    }

    /** By name, for not every server shows its applications the interface that has it. */
    private double attribute(String name) {
        try {
            Object value = server.getAttribute(new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), name);
            return value instanceof Number number && !Double.isNaN(number.doubleValue())
                    ? number.doubleValue()
                    : UNKNOWN;
        } catch (JMException e) {
            return UNKNOWN;
        }
    }
}
