import { Socket, address } from './socket.js';

/** Opens connections. What is not a WebSocket of our own is loaded when it is needed for the first time. */
export class Dialer {
  #settings;
  #sharing = null;

  /** @param {object} settings */
  constructor(settings) {
    this.#settings = settings;
  }

  /**
   * @param {string} way `websocket`, `sse` or `poll`; where tabs share a connection, it may be that of another tab
   * @param {{token: string|null, returning: boolean}} options `returning`: whether the rooms are entered one by one, each
   *   from where it was left
   * @param {object} hooks what the socket tells: `received(frame)`, `closed(code, reason, why, waitMs)`, and some also
   *   `alive()`, `patient()` and `stands(rooms)`
   * @returns {Promise<object>} with `send(frame)`, `drop(code, reason)` and `hand(hooks)`
   * @throws {import('./errors.js').HeraldError} `invalid_data` if that can never be
   */
  async dial(way, options, hooks) {
    const { share, locks, BroadcastChannel } = this.#settings;
    if (!share || !locks || !BroadcastChannel) return this.#open(way, options, hooks);
    const { Sharing } = await import('./tabs.js');
    this.#sharing ??= new Sharing(this.#settings);
    return this.#sharing.dial((ears) => this.#open(way, options, ears), hooks);
  }

  /** The client is closed: another tab may have the connection. */
  release() {
    this.#sharing?.release();
    this.#sharing = null;
  }

  async #open(way, { token, returning }, hooks) {
    const { WebSocket, url, tokenIn } = this.#settings;
    if (way !== 'websocket') {
      const { HttpSocket } = await import('./http.js');
      return new HttpSocket({ way, token, settings: this.#settings }, hooks);
    }
    const socket = new Socket({ WebSocket, ...address({ url, token, tokenIn, returning }) }, {
      ...hooks,
      opened: () => {
        const auth = { event: 'auth', data: { token } };
        if (tokenIn === 'first-message' && token !== null) socket.send(JSON.stringify(auth));
      },
    });
    return socket;
  }
}
