package org.herald.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.herald.figures.NodeFigures;
import org.herald.hub.HandClock;
import org.junit.jupiter.api.Test;

class GaugesTest {

    private final List<String> there = new ArrayList<>();
    private final NodeFigures figures = new NodeFigures(new HandClock(), "1.2", "n1");
    private int room = Integer.MAX_VALUE;
    private String stuck = "";

    private final Gauges gauges = new Gauges((MetricRegistry) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {MetricRegistry.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("gauge")) {
                    add(((Metadata) arguments[0]).getName());
                } else if (method.getName().equals("remove")) {
                    remove(((MetricID) arguments[0]).getName());
                    return true;
                }
                return null;
            }));

    private void add(String name) {
        if (there.size() == room) {
            throw new IllegalArgumentException("another application has a metric of this name");
        }
        there.add(name);
    }

    private void remove(String name) {
        if (name.equals(stuck)) {
            throw new IllegalStateException("not this one");
        }
        there.remove(name);
    }

    @Test
    void showsAllAndTakesAllAway() {
        gauges.show(figures);
        assertThat(there).contains("herald_connections", "herald_round_trip_seconds_bucket", "herald_store_up");

        gauges.remove();
        assertThat(there).isEmpty();
    }

    @Test
    void leavesNothingBehindWhereNotAllCanBeShown() {
        room = 20;

        assertThatThrownBy(() -> gauges.show(figures)).hasMessageContaining("another application");

        assertThat(there).isEmpty();
    }

    @Test
    void takesAwayWhatItCan() {
        gauges.show(figures);
        stuck = "herald_store_up";

        assertThatThrownBy(gauges::remove).isInstanceOf(IllegalStateException.class);

        assertThat(there).containsOnly("herald_store_up");
    }
}
