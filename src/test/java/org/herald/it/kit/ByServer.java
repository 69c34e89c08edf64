package org.herald.it.kit;

import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Puts test classes that want the same server one after the other, so that each server is started once. */
public final class ByServer implements ClassOrderer {

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors()
                .sort(Comparator.comparing((ClassDescriptor descriptor) -> server(descriptor.getTestClass()))
                        .thenComparing(descriptor -> descriptor.getTestClass().getName()));
    }

    /** The container that the deployment of the class, or of one above it, names; empty for a class that has none. */
    static String server(Class<?> testClass) {
        return Stream.<Class<?>>iterate(testClass, Objects::nonNull, Class::getSuperclass)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(TargetsContainer.class))
                .map(method -> method.getAnnotation(TargetsContainer.class).value())
                .findFirst()
                .orElse("");
    }
}
