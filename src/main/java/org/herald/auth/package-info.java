/**
 * Who may come in, who they are and what they may do: tokens, origins, proxies and rooms.
 *
 * <p>A request is looked at in this order:
 *
 * <ol>
 *   <li>{@link org.herald.auth.AuthSettings}{@code .from(settings)}: all that is configured, read once
 *   <li>{@link org.herald.auth.TrustedProxies}{@code .behind(remoteAddress, scheme, host, request)}: the client's
 *       address, scheme and host as a {@link org.herald.auth.RemoteClient}
 *   <li>{@link org.herald.auth.OriginPolicy}{@code .allows(origin, scheme, host)}: otherwise 403
 *   <li>{@link org.herald.auth.Subprotocols}{@code .parse(headers).choose(supported)}: empty means none was offered
 *   <li>{@link org.herald.auth.TokenSources}{@code .find(request)}: the {@link org.herald.auth.FoundToken}, if any
 *   <li>{@link org.herald.auth.TokenVerifier}{@code .verify(token)}: the {@link org.herald.auth.VerifiedToken} with the
 *       {@link org.herald.hub.Identity}, or {@link org.herald.hub.Refused} as {@code unauthorized}, or as {@code
 *       unavailable} while keys could not be fetched; {@link org.herald.auth.TokenPrincipal} makes a principal of it
 *   <li>{@link org.herald.auth.RoomPolicy}{@code .requireJoin(identity, room)} and its sisters, by the {@link
 *       org.herald.auth.Namespaces} configured
 * </ol>
 *
 * <p>{@link org.herald.auth.BadRequest} is for a handshake that breaks its grammar (400). {@link
 * org.herald.auth.DevKeys} makes and verifies the tokens of dev mode. The request itself is seen through {@link
 * org.herald.auth.RequestView}.
 *
 * <p>Everything here may be called from any thread. Only {@code TokenVerifier.verify} may block: for 8 s at most, when
 * keys come from another server. jose4j and the API of MicroProfile JWT are used here and nowhere else.
 */
package org.herald.auth;
