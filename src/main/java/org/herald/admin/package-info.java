/**
 * Doors for administrators: REST below {@code /herald/api/admin} and a management bean. They decide nothing: what is seen
 * comes from {@link org.herald.cluster.Overview}, what is ordered goes to {@link org.herald.cluster.Actions}.
 *
 * <p>{@code Administrators} marks what is for the role {@code herald-admin} alone; {@code OrderReader} makes orders of what
 * is sent, {@code Rendering} JSON of what is known.
 */
package org.herald.admin;
