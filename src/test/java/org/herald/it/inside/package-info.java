/**
 * Applications beside Herald, in the same server: what they fire as events and send by JMS is published, after their
 * transactions and not without them.
 */
package org.herald.it.inside;
