package org.herald.broker.redis;

import java.util.Set;

/** Where channels are to be subscribed. Safe for use by any thread. */
interface Places {

    /** Everything that there has to be a connection to; the same object as long as nothing has changed. */
    Set<Endpoint> all();

    /** Which of {@link #all} has a channel now; null: none of them. */
    Endpoint of(byte[] channel);

    /** Whether channels are those of their slots ({@code SSUBSCRIBE}), where Redis has such. */
    boolean sharded();

    /** Something was not where it should be: whoever knows looks again. */
    void lost();

    /** All channels in one place. */
    static Places only(Endpoint endpoint) {
        Set<Endpoint> all = Set.of(endpoint);
        return new Places() {
            @Override
            public Set<Endpoint> all() {
                return all;
            }

            @Override
            public Endpoint of(byte[] channel) {
                return endpoint;
            }

            @Override
            public boolean sharded() {
                return false;
            }

            @Override
            public void lost() {}
        };
    }
}
