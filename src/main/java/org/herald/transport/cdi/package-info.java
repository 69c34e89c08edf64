/**
 * The door for code in the same WAR or EAR: CDI events (docs/inside-the-server.md).
 *
 * <p>{@link org.herald.transport.cdi.EventDoor} takes what {@link org.herald.inside.Publications} was told, on whichever
 * thread fired it, and does not keep it waiting.
 */
package org.herald.transport.cdi;
