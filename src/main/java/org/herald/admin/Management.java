package org.herald.admin;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.herald.broker.Broker;
import org.herald.broker.NodeView;
import org.herald.cluster.Actions;
import org.herald.cluster.Overview;
import org.herald.session.Sessions;

/** Shows a node to management consoles (JMX) for as long as it runs. */
public final class Management {

    private static final Logger LOG = System.getLogger("org.herald");

    private final MBeanServer server;
    private final ObjectName name;
    private final Hub hub;
    private volatile boolean shown;

    /**
     * What a console sees and does goes by these.
     *
     * @param writer names what writes frames now
     */
    public record Parts(
            NodeView view,
            Sessions sessions,
            Broker broker,
            Overview overview,
            Actions actions,
            OrderReader reader,
            Supplier<String> writer) {}

    /** @param node its name: letters, digits, {@code . _ -} */
    public Management(MBeanServer server, String node, Parts parts) {
        this.server = server;
        this.name = name(node);
        this.hub = new Hub(parts);
    }

    /** Without it the node runs as well, so that a failure is only reported. */
    public void register() {
        try {
            server.registerMBean(hub, name);
            shown = true;
        } catch (InstanceAlreadyExistsException e) {
            LOG.log(Level.WARNING, "There is a " + name + " already in this JVM: this node is not shown to consoles");
        } catch (JMException e) {
            LOG.log(Level.WARNING, "This node cannot be shown to consoles", e);
        }
    }

    /** Harmless when it is not there. */
    public void unregister() {
        if (!shown) {
            return; // or it would be another node's
        }
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            LOG.log(Level.DEBUG, "there was no " + name);
        } catch (JMException e) {
            LOG.log(Level.WARNING, "Consoles still see this node", e);
        }
    }

    private static ObjectName name(String node) {
        try {
            return new ObjectName("org.herald:type=Hub,node=" + node);
        } catch (JMException e) {
            throw new IllegalArgumentException("a node's name cannot be " + node, e);
        }
    }
}
