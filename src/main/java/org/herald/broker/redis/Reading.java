package org.herald.broker.redis;

import org.herald.broker.Page;

/** A part of the history, and the newest event there was. */
record Reading(Page page, Mark head) {}
