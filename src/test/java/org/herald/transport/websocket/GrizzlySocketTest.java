package org.herald.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.junit.jupiter.api.Test;

/** What is seen of the filters of a connection. */
class GrizzlySocketTest {

    private final FilterChain chain = FilterChainBuilder.stateless()
            .add(new TransportFilter())
            .add(new Special())
            .build();

    @Test
    void findsAFilterByItsClassAndByWhatThatExtends() {
        assertThat(GrizzlySocket.hasFilter(chain, Special.class.getName())).isTrue();
        assertThat(GrizzlySocket.hasFilter(chain, Usual.class.getName())).isTrue();
        assertThat(GrizzlySocket.hasFilter(chain, Other.class.getName())).isFalse();
    }

    @Test
    void findsNoFilterWhereThereIsNoChain() {
        assertThat(GrizzlySocket.hasFilter(null, Special.class.getName())).isFalse();
        assertThat(GrizzlySocket.hasFilter("processor", String.class.getName())).isFalse();
    }

    private static class Usual extends BaseFilter {}

    private static final class Special extends Usual {}

    private static final class Other extends BaseFilter {}
}
