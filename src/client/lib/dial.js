import { Socket, address } from './socket.js';

/**
 * Opens the next connection. What is not a WebSocket is loaded when it is needed for the first time.
 *
 * @param {string} way `websocket`, `sse` or `poll`
 * @param {object} options
 * @param {object} options.settings
 * @param {string|null} options.token
 * @param {boolean} options.returning whether the rooms are entered one by one, each from where it was left
 * @param {object} hooks what the socket tells: `received(frame)`, `closed(code, reason)`, and where there is no WebSocket
 *   `alive()` and `stands(rooms)`
 * @returns {Promise<object>} with `send(frame)` and `drop(code, reason)`
 * @throws {import('./errors.js').HeraldError} `invalid_data` if that can never be
 */
export async function dial(way, { settings, token, returning }, hooks) {
  const { WebSocket, url, tokenIn } = settings;
  if (way !== 'websocket') {
    const { HttpSocket } = await import('./http.js');
    return new HttpSocket({ way, token, settings }, hooks);
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
