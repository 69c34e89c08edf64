package org.herald.broker.redis;

import org.herald.hub.HubListener;

/** What pipelines share. */
record PipelineParts(Endpoint endpoint, Scripts scripts, HubListener listener, Reports log) {}
