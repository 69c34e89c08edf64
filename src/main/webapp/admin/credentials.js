import { NoDevTokens } from '../chat/token.js';
import { HeraldError } from '../client/herald.js';

const SPARE_MS = 60_000;

/**
 * Who signs in: with a token; with a name, at a server in development mode; or with neither, by the login that the
 * browser has at the server.
 *
 * @typedef {{token?: string, name?: string}} Who
 */

/** What is shown to the server, by call and by socket. */
export class Credentials {
  #who;
  #given = null;

  /** @param {Who} who */
  constructor(who) {
    this.#who = who;
  }

  /** @returns {Promise<string|null>} a token; null: the browser shows its login by itself */
  async bearer() {
    const { token, name } = this.#who;
    if (name === undefined) return token ?? null;
    if (this.#given === null || this.#given.expiresAt < Date.now() + SPARE_MS) this.#given = await devToken(name);
    return this.#given.token;
  }

  /** The option `token` of the client: one that was refused is not fetched anew where it was pasted. */
  source() {
    return async ({ reason }) => {
      if (reason !== 'connect') this.#given = null;
      try {
        return await this.bearer();
      } catch (error) {
        if (error instanceof NoDevTokens) throw new HeraldError('unauthorized', error.message);
        throw error;
      }
    };
  }
}

async function devToken(user) {
  const response = await fetch('../dev/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ user, groups: ['herald-admin'] }),
  }).catch((cause) => {
    throw new Error('The server cannot be reached. Is it running?', { cause });
  });
  if (response.status === 404) throw new NoDevTokens('This server is not in development mode. Paste a token.');
  const answer = await response.json().catch(() => ({})); // an error page is no JSON; its status says enough
  if (!response.ok) throw new Error(answer.message ?? `The server answered ${response.status}`);
  return answer;
}
