package org.herald.boot;

import org.herald.admin.Management;
import org.herald.admin.OrderReader;
import org.herald.cluster.Actions;
import org.herald.cluster.Overview;

/** What administrators see and do, put together. */
record Administration(Overview overview, Actions actions, OrderReader reader, Management management) {}
