package org.herald.broker;

import org.herald.hub.Position;

/**
 * What became of a publication.
 *
 * @param position the event's place; of the first, for a duplicate
 * @param ts when it was accepted, Unix milliseconds; of the first, for a duplicate
 * @param duplicate whether it had been published before
 */
public record Published(Position position, long ts, boolean duplicate) {}
