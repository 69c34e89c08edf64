package org.herald.it.kit;

import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.ContainerRegistry;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.event.container.BeforeDeploy;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;

/** Ends the servers of earlier test classes before a class gets another one. */
public final class OneServerAtATime {

    @Inject
    private Instance<ContainerRegistry> containers;

    void endOthers(@Observes BeforeDeploy event) throws LifecycleException {
        ManyNodes.end();
        for (Container<?> container : containers.get().getContainers()) {
            DeployableContainer<?> other = container.getDeployableContainer();
            if (other != event.getDeployableContainer()) {
                other.stop();
            }
        }
    }
}
