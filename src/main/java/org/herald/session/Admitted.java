package org.herald.session;

import java.security.Principal;

/**
 * Somebody is let in.
 *
 * @param ticket waits to be claimed by the connection, for a few seconds
 * @param principal who it is, for the container; null for a stranger
 */
public record Admitted(Ticket ticket, Principal principal) {}
