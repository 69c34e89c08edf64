/**
 * What administrators see and do, over all nodes, whichever door they come by.
 *
 * <p>Start with {@link org.herald.cluster.Overview} (the nodes, connections and rooms of all nodes) and {@link
 * org.herald.cluster.Actions} (what is ordered, and noted in the audit log). Both speak to the other nodes through the
 * ports {@link org.herald.broker.Directory} and {@link org.herald.broker.Control} alone. Everything may be called from any
 * thread and never blocks; what takes a round trip answers by a {@link java.util.concurrent.CompletionStage}, which fails
 * with {@link org.herald.hub.Refused}.
 */
package org.herald.cluster;
