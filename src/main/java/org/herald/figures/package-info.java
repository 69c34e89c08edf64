/**
 * What a node counts and measures: the one source of its figures, whoever shows them.
 *
 * <p>{@link org.herald.figures.NodeFigures} is told what happens, on hot paths and by any thread; {@link
 * org.herald.figures.Figures} is how everybody else reads it. Which series there are is known when the node starts and never
 * changes: what is not in a table of the protocol is counted as {@code other}.
 */
package org.herald.figures;
