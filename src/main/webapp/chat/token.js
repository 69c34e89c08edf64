import { HeraldError } from '../client/herald.js';

/** The server is not in dev mode: it hands out no tokens. */
export class NoDevTokens extends Error {}

/**
 * Asks a server in dev mode for a token.
 *
 * @param {string} user
 * @returns {Promise<string>}
 * @throws {NoDevTokens} if the server is not in dev mode
 * @throws {Error} with a message for people if it cannot be reached or refuses
 */
export async function devToken(user) {
  const response = await fetch('dev/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ user }),
  }).catch((cause) => {
    throw new Error('The server cannot be reached. Is it running?', { cause });
  });
  if (response.status === 404) throw new NoDevTokens('This server hands out no demo tokens');
  const answer = await response.json().catch(() => ({})); // an error page is no JSON; its status says enough
  if (!response.ok) throw new Error(answer.message ?? answer.detail ?? `The server answered ${response.status}`);
  if (typeof answer.token !== 'string') throw new Error('The server answered without a token');
  return answer.token;
}

/**
 * The token callback of the client.
 *
 * @param {{name: string|null, token: string|null}} who with a pasted token, or only a name in dev mode
 * @returns {import('../client/herald.js').HeraldOptions['token']}
 */
export function tokenSource({ name, token }) {
  if (token !== null) return () => token;
  return async () => {
    try {
      return await devToken(name);
    } catch (error) {
      if (error instanceof NoDevTokens) throw new HeraldError('unauthorized', error.message);
      throw error;
    }
  };
}
