package org.herald.cluster;

/**
 * Who acts.
 *
 * @param user never null
 * @param address from where, or null where that is not known
 * @param door by which, such as {@code rest}
 */
public record Admin(String user, String address, String door) {}
