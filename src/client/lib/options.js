import { systemClock } from './clock.js';

/**
 * How a client is set up. Everything is optional in a browser that loaded this module from its Herald server.
 *
 * @typedef {object} HeraldOptions
 * @property {string|URL} [url] of the WebSocket; relative to the page, `http` counts as `ws`. By default `../ws`
 *   from this module: the server it came from. Without a browser it must be given
 * @property {string|((why: TokenReason) => string|null|Promise<string|null>)} [token] the JWT, or a callback that
 *   fetches one. The callback is asked at each connect, when the token is about to expire and when it was
 *   refused. null: connect without (a cookie may tell the server who it is). If it throws, it is asked again
 *   after a while, unless it throws a `HeraldError` of code `unauthorized`: that closes the client
 * @property {'protocol'|'query'|'first-message'} [tokenIn] how the token travels; by default in the subprotocol,
 *   where no access log and no history sees it
 * @property {Record<string, string>} [positions] rooms to be in from the start, each with the last `eventId` seen:
 *   what `herald.positions` gave before
 * @property {boolean} [usualRooms] false, over a WebSocket: to be neither in the own room nor in those of a lasting
 *   membership from the start, and so present nowhere but in the rooms that one joins
 * @property {Array<'websocket'|'sse'|'poll'>} [transports] ways to the server, the best first, all of them by default: one that
 *   does not work is followed by the next. Without `fetch` only `websocket`, without a WebSocket class all but that
 * @property {boolean|string} [share] all tabs of this origin that say the same here, and the same `url`, have one connection
 *   together. They have to be of the same user: name that one, where users change. Without Web Locks and `BroadcastChannel`
 *   (Node, pages that came over plain HTTP) each has its own
 * @property {LockManager} [locks] the locks to use (`navigator.locks`)
 * @property {typeof BroadcastChannel} [BroadcastChannel] the class to use (the global one)
 * @property {number} [returnAfterMs] on a second-best way, when to try the best again, milliseconds (30 s, doubling)
 * @property {typeof fetch} [fetch] the function to use (the global one)
 * @property {number} [ackTimeoutMs] how long a request waits for its answer, milliseconds (10 s)
 * @property {number} [connectTimeoutMs] how long a connection may take to say `connected`, milliseconds (15 s)
 * @property {number} [queueLimit] how many requests may wait for a connection (256); more are refused
 * @property {number} [queueTimeoutMs] how long one may wait there, milliseconds (5 min); `Infinity` for ever
 * @property {number} [firstDelayMs] wait before the first reconnect, milliseconds (1 s, doubling)
 * @property {number} [maxDelayMs] longest wait, milliseconds (30 s)
 * @property {number} [provenAfterMs] a connection that lived this long, milliseconds, has proved good (10 s): the
 *   next wait is short again
 * @property {typeof WebSocket} [WebSocket] the class to use (the global one)
 * @property {import('./clock.js').Clock} [clock] time and timers
 * @property {() => number} [random] 0 to 1, for the jitter
 * @property {() => string} [newId] ids of requests; UUIDs by default
 * @property {EventTarget|null} [network] fires `online` when it pays to try at once, and `offline` when the connection is to
 *   be doubted; `navigator.onLine` of it false: there is no network (the window, in a browser)
 * @property {EventTarget|null} [page] fires `visibilitychange`; somebody who looks at it again does not have to wait (the
 *   document, in a browser)
 * @property {boolean|string} [keep] remembers in `storage` where the rooms are, and goes on there after a reload of the page:
 *   rooms are entered again by themselves, what was missed comes as events. A name, if there is more than one client
 * @property {Storage} [storage] where it is kept (`sessionStorage`: for this tab, until it is closed)
 * @property {(error: unknown) => void} [report] told what an event handler threw; by default the page's error
 *   reporting, else the console
 */

/**
 * @typedef {object} TokenReason
 * @property {'connect'|'expiring'|'rejected'} reason
 * @property {number} [expiresAt] of the present token, Unix milliseconds, when it is `expiring`
 */

const DEFAULTS = {
  token: null,
  keep: false,
  usualRooms: true,
  returnAfterMs: 30000,
  tokenIn: 'protocol',
  positions: {},
  ackTimeoutMs: 10000,
  connectTimeoutMs: 15000,
  queueLimit: 256,
  queueTimeoutMs: 300000,
  /** The server knows a message's id for 5 minutes; later a second copy would be a second message. */
  resendWindowMs: 270000,
  firstDelayMs: 1000,
  maxDelayMs: 30000,
  provenAfterMs: 10000,
  clock: systemClock,
  random: Math.random,
  newId: uuid,
};

const TRANSPORTS = ['websocket', 'sse', 'poll'];

/**
 * @param {HeraldOptions} given
 * @returns {Required<HeraldOptions> & {resendWindowMs: number}}
 * @throws {TypeError} names the option that cannot be used
 */
export function withDefaults(given) {
  const inBrowser = typeof globalThis.document === 'object';
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const page = inBrowser ? globalThis.document : null;
  const settings = { ...DEFAULTS, report: reportToPage, network: inBrowser ? globalThis : null, page, ...said };
  settings.WebSocket ??= globalThis.WebSocket;
  settings.locks ??= globalThis.navigator?.locks;
  settings.BroadcastChannel ??= globalThis.BroadcastChannel;
  settings.url = absolute(settings.url);
  settings.fetch ??= globalThis.fetch && ((...all) => globalThis.fetch(...all));
  settings.transports = usable(settings);
  for (const [name, value] of Object.entries(DEFAULTS)) {
    if (typeof value === 'number' && !(settings[name] >= 0)) throw new TypeError(`${name} must be a number, 0 or more`);
  }
  if (!['protocol', 'query', 'first-message'].includes(settings.tokenIn)) {
    throw new TypeError('tokenIn must be protocol, query or first-message');
  }
  return settings;
}

function usable({ transports = TRANSPORTS, WebSocket, fetch }) {
  if (!Array.isArray(transports) || !transports.every((name) => TRANSPORTS.includes(name))) {
    throw new TypeError('transports must be of websocket, sse and poll');
  }
  if (WebSocket !== undefined && typeof WebSocket !== 'function') throw new TypeError('WebSocket must be a class');
  const can = transports.filter((name) => typeof (name === 'websocket' ? WebSocket : fetch) === 'function');
  if (can.length === 0) throw new TypeError('No WebSocket here: give the option WebSocket');
  return can;
}

function absolute(url) {
  try {
    const { href, protocol } = new URL(url ?? new URL('../ws', import.meta.url), globalThis.location?.href);
    if (/^(ws|http)s?:$/.test(protocol)) return href;
    throw new TypeError(protocol);
  } catch (cause) {
    throw new TypeError('url must be an absolute URL here', { cause });
  }
}

/** A version 4 UUID. `crypto.randomUUID` would not do: pages that came over plain HTTP do not have it. */
function uuid() {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function reportToPage(error) {
  (globalThis.reportError ?? globalThis.console.error)(error);
}
