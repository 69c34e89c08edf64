/** Why a call over HTTP did not do what it was to do: as a refusal (`code`, `message`, ...) or as the end of a connection. */
export class Problem extends Error {
  /**
   * @param {number} status 0 if there was no answer
   * @param {{code?: string, detail?: string, field?: string, retryAfterMs?: number}} [said] by Herald; by nobody else
   */
  constructor(status, said) {
    super(said?.detail ?? `The server answered ${status}`);
    this.status = status;
    this.code = said?.code;
    this.refusal = { code: said?.code, message: this.message, field: said?.field, retryAfterMs: said?.retryAfterMs };
  }

  /** @returns {number} the close code that a WebSocket would have had for it */
  get closeCode() {
    if (this.status === 401) return 4001;
    if (this.code === 'kicked') return 4003;
    return this.status === 429 || (this.status === 503 && this.code !== undefined) ? 1013 : 1006;
  }
}

/** Herald's doors over HTTP, for one who has this token. */
export class Door {
  #base;
  #fetch;
  #life = new AbortController();
  token;

  /**
   * @param {object} options
   * @param {string} options.url of the WebSocket: the doors are beside it
   * @param {typeof fetch} options.fetch
   * @param {string|null} options.token
   */
  constructor({ url, fetch, token }) {
    this.#base = url.replace(/^ws/, 'http').replace(/[?#].*$/, '');
    this.#fetch = fetch;
    this.token = token;
  }

  /** Ends every call. */
  shut() {
    this.#life.abort();
  }

  /**
   * @param {string} path relative to the context root
   * @param {object} [options]
   * @param {Record<string, unknown>} [options.query] what is undefined is left out; a list is repeated
   * @param {object} [options.body] makes it a POST
   * @param {AbortSignal} [options.signal]
   * @param {string} [options.accept]
   * @returns {Promise<Response>} a good one
   * @throws {Problem}
   */
  async call(path, { query = {}, body, signal, accept = 'application/json' } = {}) {
    const target = new URL(path, this.#base);
    for (const [name, values] of Object.entries(query)) {
      for (const value of [values].flat()) if (value !== undefined) target.searchParams.append(name, value);
    }
    const headers = { Accept: accept };
    if (this.token !== null) headers.Authorization = `Bearer ${this.token}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const common = { headers, credentials: 'include', cache: 'no-store', signal: signal ?? this.#life.signal };
    const response = await this.#fetch(target.href, { ...common, ...post }).catch(() => {
      throw new Problem(0); // the cause is left out: it may quote the address
    });
    if (response.ok) return response;
    throw new Problem(response.status, await told(response));
  }

  /** The JSON of the answer; empty where it has none. */
  async json(path, options) {
    const response = await this.call(path, options);
    const text = await response.text().catch(() => {
      throw new Problem(0);
    });
    try {
      return text === '' ? {} : JSON.parse(text);
    } catch {
      throw new Problem(response.status); // a page of somebody in between
    }
  }
}

async function told(response) {
  try {
    const said = await response.json();
    return typeof said?.code === 'string' ? said : undefined;
  } catch {
    return undefined; // it is not Herald who says so
  }
}
