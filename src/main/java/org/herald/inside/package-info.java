/**
 * What applications beside Herald, in the same WAR or EAR, may use of it: an event to fire, and what comes of it. It is a JAR
 * of its own, {@code herald-inside.jar}, and the only part of Herald that they compile against.
 *
 * <p>Start at {@link org.herald.inside.Publication}. Any thread may fire it.
 */
package org.herald.inside;
