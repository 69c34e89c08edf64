package org.herald.session;

import java.security.Principal;
import org.herald.hub.Identity;

/**
 * Who makes a request over plain HTTP.
 *
 * @param principal for the container
 * @param address of the client, for logs and lists
 */
public record Caller(Identity identity, Principal principal, String address) {}
