/**
 * What the integration tests stand on: clients, tokens and servers.
 *
 * <p>Start with {@link org.herald.it.kit.HeraldClient}, and with {@link org.herald.it.kit.WebSocketWire} where a test
 * has to break the rules. A test gets its {@link org.herald.it.kit.Server} from Arquillian, as an
 * {@code @ArquillianResource}, or starts a {@link org.herald.it.kit.HeraldNode} of its own. Nothing in here uses the
 * server's classes: what is tested is what goes over the wire.
 */
package org.herald.it.kit;
