/**
 * Start and stop: the one place that knows every part and puts them together.
 *
 * <p>{@code Herald} is the whole node in plain Java; {@code HeraldBeans} shows its parts to the doors through CDI; {@code
 * Lifecycle} follows the web application. Nothing depends on this package.
 */
package org.herald.boot;
