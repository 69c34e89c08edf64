/**
 * What has to be known afterwards: who was connected from where, what administrators did, and who was turned away.
 *
 * <p>{@link org.herald.audit.Audit} writes one line for each {@link org.herald.audit.Fact}, a JSON object, by the logger
 * {@code org.herald.audit}; docs/operations.md says which there are. It may be called from any thread. There is never a
 * token in it, nor what anybody said.
 */
package org.herald.audit;
