/**
 * Why something did not happen.
 *
 * `code` is either one of the server's error codes (`room_forbidden`, `rate_limited`, ...) or one of the
 * client's own:
 *
 * | code | meaning |
 * |---|---|
 * | `offline` | not sent: there is no connection, and this kind of request makes no sense later or waited too long |
 * | `queue_full` | not sent: too many requests wait for the connection already |
 * | `connection_lost` | sent, but no answer told what came of it: it may or may not have happened |
 * | `timeout` | sent, but no answer came in time: it may or may not have happened |
 * | `closed` | the client was closed, or the server told it to stay away |
 * | `too_large` | not sent: larger than the server's `maxMessageSize` |
 * | `conflict` | not sent: a request of the same id is still under way (also a code of the server) |
 * | `invalid_data` | not sent: an argument cannot be put on the wire (also a code of the server) |
 * | `unauthorized` | the token was refused and there is no other (also a code of the server) |
 * | `unsupported` | not sent: it needs a WebSocket, and there is none at present |
 * | `too_slow` | what iterates over a room or the states of the connection is too far behind |
 * | `bad_frame` | the server sent something that is not the protocol; the frame was dropped |
 */
export class HeraldError extends Error {
  /**
   * @param {string} code what went wrong, for programs
   * @param {string} message what went wrong, for people; never holds a token
   * @param {object} [more]
   * @param {string} [more.field] path of the offending field, for `invalid_data`
   * @param {number} [more.retryAfterMs] milliseconds after which to try again, for `rate_limited`
   * @param {unknown} [more.cause] the error behind this one
   */
  constructor(code, message, { field, retryAfterMs, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'HeraldError';
    /** @type {string} */
    this.code = code;
    if (field !== undefined) this.field = field;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
  }

  /**
   * The refusal in the `data` of the server's `error` event.
   *
   * @param {{code: string, message: string, field?: unknown, retryAfterMs?: unknown}} data
   * @returns {HeraldError}
   */
  static fromServer({ code, message, field, retryAfterMs }) {
    return new HeraldError(code, message, {
      field: typeof field === 'string' ? field : undefined,
      retryAfterMs: Number.isFinite(retryAfterMs) && retryAfterMs >= 0 ? retryAfterMs : undefined,
    });
  }
}
