import { HeraldError } from './errors.js';

const SAFE = /^[A-Za-z0-9._~+-]+$/;

/** Where the token comes from. It is held in a private field and is part of no message. */
export class Tokens {
  #source;
  #last = null;

  /** @param {string|null|undefined|((why: {reason: string, expiresAt?: number}) => unknown)} source */
  constructor(source) {
    this.#source = source ?? null;
  }

  /** Whether a newer token can be asked for. */
  get renewable() {
    return typeof this.#source === 'function';
  }

  /**
   * @param {{reason: 'connect'|'expiring'|'rejected', expiresAt?: number}} why
   * @returns {Promise<string|null>} null: connect without a token (the server may know us by a cookie)
   * @throws {HeraldError} `unauthorized` if it is not of the letters a token is made of
   */
  async get(why) {
    const token = this.renewable ? await this.#source(why) : this.#source;
    if (token === null || token === undefined) return null;
    if (typeof token !== 'string' || !SAFE.test(token)) {
      throw new HeraldError('unauthorized', 'The token callback gave something that is no token');
    }
    return token;
  }

  /**
   * @param {string|null} token
   * @returns {boolean} whether it is another one than was offered last
   */
  isNew(token) {
    return token !== null && token !== this.#last;
  }

  /** @param {string|null} token that is being offered to the server */
  offered(token) {
    this.#last = token;
  }
}
