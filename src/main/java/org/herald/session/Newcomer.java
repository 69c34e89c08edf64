package org.herald.session;

import org.herald.auth.RemoteClient;
import org.herald.hub.Identity;

/**
 * Somebody who has come and may say later who it is.
 *
 * @param identity whom the request named; null: nobody that counts
 * @param refused why it names nobody; null where it does
 */
record Newcomer(RemoteClient client, Identity identity, HandshakeRefused refused) {}
