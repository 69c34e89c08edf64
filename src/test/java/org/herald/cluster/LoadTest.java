package org.herald.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class LoadTest {

    /** A JVM's system as a test would have it. */
    public interface SystemMXBean {
        double getSystemLoadAverage();

        int getAvailableProcessors();
    }

    private record System(double getSystemLoadAverage, int getAvailableProcessors) implements SystemMXBean {}

    @Test
    void isAShareOfTheProcessorsOfThisMachine() {
        assertThat(new Load(ManagementFactory.getPlatformMBeanServer()).getAsDouble())
                .isBetween(0.0, 1.0);
    }

    @Test
    void goesByTheQueueWhereTheJvmDoesNotTellTheLoad() throws Exception {
        assertThat(load(1, 4)).isEqualTo(0.25);
        assertThat(load(9, 4)).isEqualTo(1);
    }

    @Test
    void isUnknownWhereNothingIsTold() throws Exception {
        assertThat(load(-1, 4)).isEqualTo(-1);
        assertThat(new Load(MBeanServerFactory.newMBeanServer()).getAsDouble()).isEqualTo(-1);
    }

    private static double load(double average, int processors) throws Exception {
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        server.registerMBean(
                new javax.management.StandardMBean(new System(average, processors), SystemMXBean.class, true),
                new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME));
        return new Load(server).getAsDouble();
    }
}
