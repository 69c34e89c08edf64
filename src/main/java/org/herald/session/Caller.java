package org.herald.session;

import java.security.Principal;
import org.herald.hub.Identity;

/**
 * Who makes a request over plain HTTP.
 *
 * @param principal for the container
 */
public record Caller(Identity identity, Principal principal) {}
