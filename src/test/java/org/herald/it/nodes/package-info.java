/**
 * What clients of many nodes are told, while nodes and Redis come and go.
 *
 * <p>The nodes are {@link org.herald.it.kit.ManyNodes}. Start with {@code Crowd}: members of one room on all nodes, some
 * of whom speak without a pause; a {@code Chronicle} compares what all of them were told.
 */
package org.herald.it.nodes;
