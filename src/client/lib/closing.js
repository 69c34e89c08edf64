/**
 * What close codes mean (section 5 of the protocol): what to do, the kind of reason, and words for
 * people where it ends the client's hopes.
 *
 * - `stay`: never come back by itself;
 * - `return`: come back, the first wait is about a second;
 * - `announced`: come back after the wait that `server.draining` named, or as `return` if it named none;
 * - `backoff`: come back, but start with a longer wait;
 * - `token`: come back only with another token.
 */
const CODES = {
  1000: ['stay', 'refused', 'The connection was closed normally'],
  1007: ['stay', 'refused', 'A frame was not UTF-8'],
  1008: ['stay', 'refused', 'Too many protocol errors'],
  1009: ['stay', 'refused', 'A frame was too large'],
  1012: ['announced', 'draining'],
  1013: ['backoff', 'overload'],
  4001: ['token', 'token', 'The token is no longer accepted'],
  4003: ['stay', 'refused', 'An administrator ended the connection'],
  4008: ['return', 'slow'],
  4009: ['return', 'silent'],
  4029: ['backoff', 'overload'],
};

/**
 * @param {number} code a WebSocket close code; one that the protocol does not list is a reason to come back
 * @returns {{course: 'stay'|'return'|'announced'|'backoff'|'token', why: import('./events.js').Why, words?: string}}
 */
export function closing(code) {
  const [course, why, words] = CODES[code] ?? ['return', 'lost']; // 1001, 1006, 1011 among them
  return { course, why, words };
}
