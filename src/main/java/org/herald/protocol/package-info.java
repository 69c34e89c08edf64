/**
 * Wire formats: what clients say, parsed into {@link org.herald.protocol.Command}s, and what they are told, encoded into
 * frames.
 *
 * <p>Start with {@link org.herald.protocol.Codec}, the seam that the session sees, and {@link
 * org.herald.protocol.HeraldV1}, the format {@code herald.v1} (docs/protocol.md). Everything is stateless and may be
 * called from any thread; whatever a client sends is either a command with fields that cannot be wrong, or {@link
 * org.herald.hub.Refused} with a reason.
 */
package org.herald.protocol;
