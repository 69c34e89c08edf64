/**
 * What to do after a close code (section 5 of the protocol):
 *
 * - `stay`: never come back by itself;
 * - `return`: come back, the first wait is about a second;
 * - `announced`: come back after the wait that `server.draining` named, or as `return` if it named none;
 * - `backoff`: come back, but start with a longer wait;
 * - `token`: come back only with another token.
 */
const AFTER = new Map([
  [1000, 'stay'],
  [1001, 'return'],
  [1006, 'return'],
  [1007, 'stay'],
  [1008, 'stay'],
  [1009, 'stay'],
  [1011, 'return'],
  [1012, 'announced'],
  [1013, 'backoff'],
  [4001, 'token'],
  [4003, 'stay'],
  [4008, 'return'],
  [4009, 'return'],
  [4029, 'backoff'],
]);

const WHY = new Map([
  [1000, 'refused'],
  [1007, 'refused'],
  [1008, 'refused'],
  [1009, 'refused'],
  [1012, 'draining'],
  [1013, 'overload'],
  [4001, 'token'],
  [4003, 'refused'],
  [4008, 'slow'],
  [4009, 'silent'],
  [4029, 'overload'],
]);

/**
 * @param {number} code
 * @returns {import('./events.js').Why} the kind of reason that the code stands for
 */
export const whyClosed = (code) => WHY.get(code) ?? 'lost';

/**
 * @param {number} code a WebSocket close code; one that the protocol does not list is a reason to come back
 * @returns {'stay'|'return'|'announced'|'backoff'|'token'}
 */
export function afterClose(code) {
  return AFTER.get(code) ?? 'return';
}

const WORDS = new Map([
  [1000, 'The connection was closed normally'],
  [1001, 'The server is going away'],
  [1006, 'The connection broke'],
  [1007, 'A frame was not UTF-8'],
  [1008, 'Too many protocol errors'],
  [1009, 'A frame was too large'],
  [1011, 'The server had a fault'],
  [1012, 'The server restarts'],
  [1013, 'The server is overloaded'],
  [4001, 'The token is no longer accepted'],
  [4003, 'An administrator ended the connection'],
  [4008, 'The connection was too slow'],
  [4009, 'The connection went silent'],
  [4029, 'The rate limit was ignored for too long'],
]);

/**
 * @param {number} code
 * @returns {string} the meaning of the code, for people
 */
export function closeWords(code) {
  return WORDS.get(code) ?? `The connection ended with code ${code}`;
}
