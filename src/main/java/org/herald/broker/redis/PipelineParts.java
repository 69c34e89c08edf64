package org.herald.broker.redis;

import org.herald.hub.HubListener;

/**
 * What pipelines share.
 *
 * @param awakening wakes whoever waits for Redis
 * @param moved is run when a call came to a node of a cluster that does not have its keys
 */
record PipelineParts(
        Endpoint endpoint,
        Awakening awakening,
        Scripts scripts,
        HubListener listener,
        Reports reports,
        Runnable moved) {}
