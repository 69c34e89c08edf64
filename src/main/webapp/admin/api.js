const PATIENCE_MS = 15_000;

/** Why a call came to nothing: a refusal (RFC 9457), or no answer at all, which has the status 0. */
export class Problem extends Error {
  /**
   * @param {string} message for people
   * @param {{status?: number, code?: string, field?: string}} [details]
   */
  constructor(message, { status = 0, code = 'unreachable', field = null } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

/** Calls of `api/admin`. */
export class Api {
  /** Is told when a call is refused because we are nobody (any more). */
  onUnauthorized = () => {};

  #credentials;
  #fetch;
  #root;

  /**
   * @param {{bearer: () => Promise<string|null>}} credentials
   * @param {typeof fetch} [fetcher]
   * @param {string|URL} [root] of the calls, with a slash at its end
   */
  constructor(credentials, fetcher = (...call) => fetch(...call), root = new URL('../api/admin/', import.meta.url)) {
    this.#credentials = credentials;
    this.#fetch = fetcher;
    this.#root = root;
  }

  /**
   * @param {string} path
   * @param {Record<string, string|number|null|undefined>} [query] what is empty is left out
   * @returns {Promise<any>}
   * @throws {Problem}
   */
  get(path, query = {}) {
    return this.#call('GET', path, query);
  }

  /** @param {string} path @param {object} body @returns {Promise<any>} @throws {Problem} */
  post(path, body) {
    return this.#call('POST', path, {}, JSON.stringify(body));
  }

  /** @param {string} path @param {object} query @returns {Promise<any>} @throws {Problem} */
  delete(path, query) {
    return this.#call('DELETE', path, query);
  }

  async #call(method, path, query, body) {
    const url = new URL(path, this.#root);
    for (const [name, value] of Object.entries(query)) {
      if (value !== null && value !== undefined && value !== '') url.searchParams.set(name, value);
    }
    const response = await this.#ask(url, method, body);
    const answer = await response.json().catch(() => null);
    if (response.ok && answer !== null) return answer;
    if (response.status === 401) this.onUnauthorized();
    throw refusal(response.status, answer);
  }

  async #ask(url, method, body) {
    const headers = { Accept: 'application/json' };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const token = await this.#credentials.bearer();
    if (token !== null) headers.Authorization = `Bearer ${token}`;
    try {
      return await this.#fetch(url, { method, headers, body, signal: AbortSignal.timeout(PATIENCE_MS) });
    } catch (cause) {
      throw new Problem(
        cause.name === 'TimeoutError' ? 'The server did not answer in time.' : 'The server cannot be reached.',
      );
    }
  }
}

function refusal(status, answer) {
  const { detail, title, code, field } = answer ?? {};
  return new Problem(sentence(detail ?? title ?? `The server answered ${status}`), { status, code, field });
}

function sentence(words) {
  const text = String(words);
  const end = /[.!?]$/.test(text) ? '' : '.';
  return text.charAt(0).toUpperCase() + text.slice(1) + end;
}
