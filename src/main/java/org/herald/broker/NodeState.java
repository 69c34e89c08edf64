package org.herald.broker;

/**
 * A node as it describes itself.
 *
 * @param node its name
 * @param version of Herald
 * @param startedAt Unix milliseconds
 * @param connections that are open on it
 * @param rooms that have members on it
 * @param draining whether it lets nobody in
 * @param load the share of the processors of its machine (or container) that is in use, by whatever process: 0 to 1, or
 *     -1 where that is not known
 */
public record NodeState(
        String node, String version, long startedAt, int connections, int rooms, boolean draining, double load) {}
