package org.herald.broker;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The orders of administrators. */
public interface Control {

    /**
     * Gives an order to every node, this one too: each is told by {@link BrokerListener#obey} within a second, while its
     * way to the store stands. A {@link ControlMessage.Revocation} is remembered first. All orders may be repeated.
     *
     * @return what became of it, after two seconds at the latest
     */
    CompletionStage<Outcome> send(ControlMessage message);

    /**
     * What became of an order.
     *
     * @param connections how many it concerned, on the nodes that answered
     * @param silent names of other nodes that count among the living and have not answered
     */
    record Outcome(int connections, List<String> silent) {}
}
