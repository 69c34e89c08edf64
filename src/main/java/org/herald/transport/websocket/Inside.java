package org.herald.transport.websocket;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** Looks into objects of a container where it has no API for it. Immutable. */
final class Inside {

    private final ClassLoader loader;

    Inside(ClassLoader loader) {
        this.loader = loader;
    }

    Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name, false, loader);
    }

    Field field(String owner, String name, Class<?> type) throws ReflectiveOperationException {
        Field field = type(owner).getDeclaredField(name);
        if (!type.isAssignableFrom(field.getType())) {
            throw new NoSuchFieldException(owner + "." + name + " is a " + field.getType() + ", not a " + type);
        }
        field.setAccessible(true);
        return field;
    }

    Method method(String owner, String name, Class<?> type) throws ReflectiveOperationException {
        Method method = type(owner).getDeclaredMethod(name);
        if (!type.isAssignableFrom(method.getReturnType())) {
            throw new NoSuchMethodException(owner + "." + name + " gives a " + method.getReturnType());
        }
        method.setAccessible(true);
        return method;
    }

    /**
     * A way through fields.
     *
     * @param steps each a class and a field of it; what the field holds may be an instance of the next class
     */
    Path path(String... steps) throws ReflectiveOperationException {
        List<Field> fields = new ArrayList<>();
        for (String step : steps) {
            int split = step.indexOf('#');
            Class<?> owner = type(step.substring(0, split));
            if (!fields.isEmpty() && !isRelated(fields.get(fields.size() - 1).getType(), owner)) {
                throw new NoSuchFieldException(fields.get(fields.size() - 1) + " does not lead to " + step);
            }
            Field field = owner.getDeclaredField(step.substring(split + 1));
            field.setAccessible(true);
            fields.add(field);
        }
        return new Path(List.copyOf(fields));
    }

    /** @throws NoSuchFieldException when the object is none that has the field */
    static void set(Field field, Object owner, Object value) throws ReflectiveOperationException {
        requireOwner(field, owner);
        field.set(owner, value);
    }

    private static void requireOwner(Field field, Object owner) throws NoSuchFieldException {
        if (!field.getDeclaringClass().isInstance(owner)) {
            throw new NoSuchFieldException(field + " of " + owner.getClass());
        }
    }

    private static boolean isRelated(Class<?> one, Class<?> other) {
        return one.isAssignableFrom(other) || other.isAssignableFrom(one);
    }

    /** Fields that lead from one object to another. */
    record Path(List<Field> fields) {

        /** What is at its end; null when something on the way is not there (any more). */
        Object follow(Object start) throws ReflectiveOperationException {
            Object here = start;
            for (Field field : fields) {
                if (here == null) {
                    return null;
                }
                requireOwner(field, here);
                here = field.get(here);
            }
            return here;
        }
    }
}
