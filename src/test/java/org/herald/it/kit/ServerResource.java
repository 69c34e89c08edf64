package org.herald.it.kit;

import java.lang.annotation.Annotation;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.arquillian.test.spi.enricher.resource.ResourceProvider;

/** Lets a test have {@code @ArquillianResource Server server}: the one that its class is deployed to. */
public final class ServerResource implements ResourceProvider {

    @Inject
    private Instance<ProtocolMetaData> deployment;

    @Override
    public boolean canProvide(Class<?> type) {
        return type == Server.class;
    }

    @Override
    public Object lookup(ArquillianResource resource, Annotation... qualifiers) {
        return deployment.get().getContexts(Server.class).iterator().next();
    }
}
