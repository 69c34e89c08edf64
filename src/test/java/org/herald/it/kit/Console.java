package org.herald.it.kit;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A management console (JMX), as {@code jconsole} is one. */
public final class Console implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private Console(JMXConnector connector, MBeanServerConnection server) {
        this.connector = connector;
        this.server = server;
    }

    /** Looks into a server process of this machine, as {@code jconsole <pid>} does. */
    public static Console of(ServerProcess process) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                JMXConnector connector =
                        JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
                return new Console(connector, connector.getMBeanServerConnection());
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Comes by the connector for JMX that Payara Server has of its own. @throws IOException when it does not answer (yet) */
    public static Console ofPayaraServer(Server server, String user, String password) throws IOException {
        JMXServiceURL url = new JMXServiceURL(
                "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + PayaraServer.jmxPort(server) + "/jmxrmi");
        JMXConnector connector =
                JMXConnectorFactory.connect(url, Map.of(JMXConnector.CREDENTIALS, new String[] {user, password}));
        return new Console(connector, connector.getMBeanServerConnection());
    }

    /** The names of Herald's beans. */
    public Set<String> beans() {
        try {
            return server.queryNames(new ObjectName("org.herald:*"), null).stream()
                    .map(ObjectName::getCanonicalName)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An attribute of the bean of a node. */
    public Object attribute(String node, String name) {
        try {
            return server.getAttribute(bean(node), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Calls an operation that takes texts.
     *
     * @throws RuntimeException what the operation throws
     */
    public Object call(String node, String operation, String... arguments) {
        String[] types =
                Collections.nCopies(arguments.length, String.class.getName()).toArray(String[]::new);
        try {
            return server.invoke(bean(node), operation, arguments, types);
        } catch (RuntimeMBeanException e) {
            throw e.getTargetException();
        } catch (MBeanException e) {
            throw new IllegalStateException(e.getTargetException());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What an operation answers that lists rows. */
    public List<String> list(String node, String operation, String... arguments) {
        return List.of((String[]) call(node, operation, arguments));
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectName bean(String node) throws JMException {
        return new ObjectName("org.herald:type=Hub,node=" + node);
    }
}
