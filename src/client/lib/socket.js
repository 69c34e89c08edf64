import { HeraldError } from './errors.js';
import { SUBPROTOCOL } from './protocol.js';

const OPEN = 1;
const MAY_CLOSE = 1;

/** One WebSocket, from the handshake to its end. After `drop` it calls nobody any more. */
export class Socket {
  #socket;
  #hooks;

  /**
   * @param {object} options
   * @param {typeof WebSocket} options.WebSocket
   * @param {string} options.url
   * @param {string[]} options.protocols
   * @param {object} hooks
   * @param {() => void} hooks.opened
   * @param {(data: unknown) => void} hooks.received text as string, binary as `ArrayBuffer`
   * @param {(code: number, reason: string) => void} hooks.closed called at most once
   * @throws {HeraldError} `invalid_data` if the URL cannot be connected to
   */
  constructor({ WebSocket, url, protocols }, hooks) {
    this.#hooks = hooks;
    try {
      this.#socket = new WebSocket(url, protocols);
    } catch {
      // The original message is left out: it may quote the subprotocols or the URL, and with them the token.
      throw new HeraldError('invalid_data', 'The browser refuses this URL', { field: 'url' });
    }
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.onopen = () => this.#hooks?.opened();
    this.#socket.onmessage = ({ data }) => this.#hooks?.received(data);
    this.#socket.onclose = ({ code, reason }) => this.#end(code ?? 1006, reason ?? '');
    this.#socket.onerror = () => {}; // says nothing that the close event, which always follows, does not
  }

  /**
   * Once the socket is closing, frames vanish, as in a browser: its close event will say so.
   *
   * @param {string|Uint8Array} frame
   */
  send(frame) {
    if (this.#socket.readyState === OPEN) this.#socket.send(frame);
  }

  /**
   * Closes without waiting for the other side, which may be gone.
   *
   * @param {number} code 1000 or 3000-4999
   * @param {string} reason
   */
  drop(code, reason) {
    this.#hooks = null;
    if (this.#socket.readyState <= MAY_CLOSE) this.#socket.close(code, reason);
  }

  /** @param {object} hooks who is told from now on, instead of whoever was before */
  hand(hooks) {
    this.#hooks = { opened: () => {}, ...hooks };
  }

  #end(code, reason) {
    const hooks = this.#hooks;
    this.#hooks = null;
    hooks?.closed(code, reason);
  }
}

/**
 * The address and subprotocols of a connection.
 *
 * @param {object} options
 * @param {string} options.url
 * @param {string|null} options.token
 * @param {'protocol'|'query'|'first-message'} options.tokenIn
 * @param {boolean} options.returning whether the rooms are entered one by one, each from where it was left
 * @returns {{url: string, protocols: string[]}}
 */
export function address({ url, token, tokenIn, returning }) {
  const target = new URL(url);
  if (target.protocol === 'http:') target.protocol = 'ws:';
  if (target.protocol === 'https:') target.protocol = 'wss:';
  if (returning) target.searchParams.set('join', 'none');
  if (token !== null && tokenIn === 'query') target.searchParams.set('token', token);
  const bearer = token !== null && tokenIn === 'protocol' ? [`bearer.${token}`] : [];
  return { url: target.href, protocols: [SUBPROTOCOL, ...bearer] };
}
