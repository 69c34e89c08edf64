package org.herald.boot;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;
import org.herald.transport.http.Faults;

/**
 * Makes {@link Lifecycle} the last of all listeners, found by {@code META-INF/services}. They are told of the end in
 * reverse order (Servlet 6.0 section 11.3.3), so it comes before that of WildFly, which ends every WebSocket with 1001.
 * And makes {@link Faults} the first of all filters.
 */
public final class Registration implements ServletContainerInitializer {

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext application) {
        application.addListener(Lifecycle.class);
        FilterRegistration.Dynamic faults = application.addFilter("faults", Faults.class);
        faults.setAsyncSupported(true);
        faults.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }
}
