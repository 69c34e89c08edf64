package org.herald.it.kit;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.enricher.resource.ResourceProvider;

/** Tells Arquillian about the kit; found by {@code META-INF/services}. */
public final class ArquillianParts implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.service(DeployableContainer.class, SharedServer.class)
                .service(ResourceProvider.class, ServerResource.class)
                .observer(OneServerAtATime.class);
    }
}
