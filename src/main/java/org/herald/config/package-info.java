/**
 * How settings are read: typed, with the key and the rule in every complaint.
 *
 * <p>Each feature has an immutable record of its own that reads what it needs from {@link org.herald.config.Settings},
 * in one place. Nothing here knows where the values come from.
 */
package org.herald.config;
