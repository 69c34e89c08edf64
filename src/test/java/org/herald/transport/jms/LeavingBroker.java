package org.herald.transport.jms;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.herald.broker.Broker;
import org.herald.broker.RoomLog;
import org.herald.hub.ErrorCode;
import org.herald.hub.Refused;

/** A broker that refuses to publish while a test says so. */
final class LeavingBroker {

    private LeavingBroker() {}

    static Broker around(Broker broker, BooleanSupplier away) {
        RoomLog log = proxy(
                RoomLog.class,
                (method, arguments) -> method.getName().equals("publish") && away.getAsBoolean()
                        ? CompletableFuture.failedFuture(Refused.because(ErrorCode.UNAVAILABLE, "away"))
                        : call(broker.log(), method, arguments));
        return proxy(
                Broker.class,
                (method, arguments) -> method.getName().equals("log") ? log : call(broker, method, arguments));
    }

    private interface Answer {
        Object to(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method, arguments)));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
