/**
 * The Herald client: one connection to a Herald server that comes back by itself, and the rooms on it.
 *
 *     import { Herald } from './client/herald.js';
 *     const herald = new Herald({ token: () => fetchToken() });
 *     herald.on('message', ({ room, from, data }) => show(room, from.userId, data.content));
 *     await herald.connect();
 *     await herald.join('general');
 *     await herald.send('general', 'Hello');
 *
 * Every method that asks the server something returns a promise of the answer's data, which rejects with a
 * `HeraldError`.
 *
 * @module
 */
import { Core } from './core.js';
import { HeraldError } from './errors.js';
import { asBytes } from './frames.js';
import { parsePosition } from './protocol.js';
import { Room } from './room.js';

export { HeraldError, parsePosition };

/**
 * @typedef {import('./protocol.js').Envelope} Envelope
 * @typedef {import('./options.js').HeraldOptions} HeraldOptions
 * @typedef {import('./options.js').TokenReason} TokenReason
 * @typedef {import('./events.js').HeraldEvents} HeraldEvents
 * @typedef {import('./events.js').State} State
 */

export class Herald {
  #core;
  #typing = new Map();
  #rooms = new Map();

  /**
   * Makes a client; nothing happens before `connect`.
   *
   * @param {HeraldOptions} [options]
   * @throws {TypeError} names the option that cannot be used
   */
  constructor(options = {}) {
    this.#core = new Core(options);
    this.on('state', ({ state }) => state === 'closed' && this.#rooms.forEach((room) => room.ended()));
  }

  /** @returns {import('./connection.js').Connection} the states of the connection, to be watched */
  get connection() {
    return this.#core.connection;
  }

  /** @returns {State} */
  get state() {
    return this.#core.session.state;
  }

  /** @returns {'websocket'|'sse'|'poll'|'tab'|null} how we are connected; `tab`: another tab is; null: we are not */
  get transport() {
    return this.#core.session.transport;
  }

  /** @returns {string|null} who we are; null without a connection */
  get userId() {
    return this.#core.session.welcome?.userId ?? null;
  }

  /** @returns {string|null} what `signal` of others names; null without a connection */
  get connectionId() {
    return this.#core.session.welcome?.connectionId ?? null;
  }

  /** @returns {string[]} the rooms we are in, or enter again after the next connect */
  get rooms() {
    return this.#core.rooms.names;
  }

  /** @returns {Record<string, string>} last `eventId` seen in each room: fit for the option `positions` */
  get positions() {
    return this.#core.rooms.positions;
  }

  /** @returns {number} how many requests wait in the offline queue */
  get queued() {
    return this.#core.requests.queued;
  }

  /**
   * Calls the handler at every such event. What it throws is reported, and stops nobody else.
   *
   * @template {keyof HeraldEvents} E
   * @param {E} event
   * @param {(detail: HeraldEvents[E]) => void} handler
   * @returns {() => void} takes the handler off again
   */
  on(event, handler) {
    return this.#core.emitter.on(event, handler);
  }

  /**
   * Opens the connection, and from then on keeps it open. Calling it again while it is open does no harm; after
   * `close` it starts anew, with the rooms of before.
   *
   * @returns {Promise<object>} the data of `connected`, once; a broken network only makes it wait. Rejects when
   *   the client is closed, or told to stay away, before it ever was connected
   */
  connect() {
    return this.#core.connect();
  }

  /** Closes for good: requests under way reject with `closed`. */
  close() {
    for (const signal of this.#typing.values()) signal.stop();
    this.#core.close();
  }

  /** Tries at once instead of waiting for the next attempt; on a live connection, asks for a sign of life. */
  reconnectNow() {
    this.#core.session.hurry('asked');
  }

  /**
   * Enters a room. It is entered again after each reconnect, and what was missed meanwhile arrives as events.
   *
   * @param {string} room
   * @param {object} [options]
   * @param {string} [options.since] last `eventId` seen: what came after arrives as events; not for a room that
   *   one is in already (`conflict`)
   * @param {boolean} [options.lasting] a membership that outlives the connection
   * @returns {Promise<{position: string, recovered?: boolean}>} `recovered: false`: not everything after `since`
   *   is there any more, a `room.state` event follows
   */
  join(room, { since, lasting } = {}) {
    return this.#core.join(room, since, lasting);
  }

  /** @param {string} room left now, lasting membership included */
  async leave(room) {
    this.#typing.delete(room);
    const done = await this.#core.leave(room);
    this.#rooms.get(room)?.ended();
    return done;
  }

  /**
   * @param {string} name
   * @returns {Room} the same object each time; nothing is joined by this
   */
  room(name) {
    if (!this.#rooms.has(name)) this.#rooms.set(name, new Room(this, name));
    return this.#rooms.get(name);
  }

  /** @returns {Promise<{members: Array<object>, truncated: boolean}>} who is there, on any node */
  members(room) {
    return this.#ask('room.members', room);
  }

  /** @returns {Promise<{rooms: Array<{room: string, position: string}>}>} the rooms of this connection */
  list() {
    return this.#core.request({ event: 'room.list' });
  }

  /**
   * Reads what was said, without being in the room and without moving anything.
   *
   * @param {string} room
   * @param {object} [options]
   * @param {string} [options.since] after this `eventId`; from the oldest otherwise
   * @param {number} [options.limit] at most so many (100; 1000 is the most)
   * @param {boolean} [options.reverse] newest first
   * @returns {Promise<{events: Envelope[], position: string, complete: boolean}>} binary messages have a
   *   `Uint8Array` as content
   */
  history(room, { since, limit, reverse } = {}) {
    return this.#core.history(room, { since, limit, reverse });
  }

  /**
   * Sends a message. Safe to repeat: it is sent again by itself, under the same id, if the connection breaks
   * before the answer, and the server delivers one id once.
   *
   * @param {string} room
   * @param {string|ArrayBuffer|ArrayBufferView|object} content text of 1-2000 characters, JSON, or bytes, which
   *   travel as a binary frame and take neither `replyTo` nor `echo`
   * @param {object} [options]
   * @param {string} [options.replyTo] `eventId` of the message this answers
   * @param {boolean} [options.echo] false: this connection gets no `message` event of it, the promise is all.
   *   (After a reconnect the event may come all the same: tell messages apart by `eventId`)
   * @param {string} [options.id] 1-64 characters, to repeat a message whose fate is unknown
   * @returns {Promise<{eventId: string, ts: number, duplicate: boolean}>} kept when it is stored
   */
  send(room, content, { replyTo, echo, id } = {}) {
    const bytes = asBytes(content);
    if (bytes !== null && (replyTo !== undefined || echo !== undefined)) {
      const field = replyTo === undefined ? 'data.echo' : 'data.replyTo';
      const words = 'A binary message takes neither replyTo nor echo';
      return Promise.reject(new HeraldError('invalid_data', words, { field }));
    }
    return this.#core.send(room, bytes, { content, replyTo, echo }, id);
  }

  /** @param {string} messageId `eventId` of one's own message */
  edit(room, messageId, content) {
    return this.#ask('message.edit', room, { messageId, content }, { resend: true });
  }

  /**
   * @param {string} room
   * @param {string} messageId `eventId` of one's own message, or of any where one moderates
   * @returns {Promise<object>}
   */
  delete(room, messageId) {
    return this.#ask('message.delete', room, { messageId }, { resend: true });
  }

  /**
   * Tells the others how far one has read. Counts against the message limit: not for every single message.
   *
   * @param {string} upTo `eventId`
   */
  read(room, upTo) {
    return this.#ask('message.read', room, { upTo }, { resend: true });
  }

  /**
   * The typing state of one room, the same object each time.
   *
   * @param {string} room
   * @returns {{active: () => void, stop: () => void}} call `active` at each key stroke, `stop` when the text is
   *   sent or given up; frames go out only as needed
   */
  typing(room) {
    if (!this.#typing.has(room)) this.#typing.set(room, this.#core.typingSignal(room));
    return this.#typing.get(room);
  }

  /**
   * Sets one's status, and again after each reconnect.
   *
   * @param {'online'|'away'|'busy'} status
   * @param {string} [text]
   * @returns {Promise<object>} rejects with `offline` without a connection; the status is kept for the next one
   */
  presence(status, text) {
    return this.#core.setStatus({ status, text });
  }

  /**
   * Sends a message to a user: to each of their connections, and kept for them if there is none.
   *
   * @param {string} to user id
   * @param {string|ArrayBuffer|ArrayBufferView|object} content
   * @param {object} [options]
   * @param {string} [options.id] as for `send`
   * @returns {Promise<{eventId: string, ts: number, duplicate: boolean}>}
   */
  direct(to, content, { id } = {}) {
    const payload = asBytes(content);
    const message = payload === null ? { data: { to, content } } : { to, payload };
    return this.#core.request({ event: 'direct.send', ...message }, { resend: true, id });
  }

  /**
   * WebRTC signalling to one connection. Not kept: rejects with `offline` without a connection.
   *
   * @param {string} to connection id
   * @param {'offer'|'answer'|'candidate'|'bye'} type
   * @param {any} payload
   * @returns {Promise<object>}
   */
  signal(to, type, payload) {
    return this.#core.request({ event: 'signal.send', data: { to, type, payload } }, { offline: 'drop' });
  }

  /**
   * An event of the application to the others in the room (`room.event` there): no history, dropped for slow
   * receivers. Rejects with `offline` without a connection.
   *
   * @param {string} room
   * @param {string} name 1-64 characters
   * @param {any} payload JSON, or bytes, which travel as a binary frame
   * @returns {Promise<object>}
   */
  emit(room, name, payload) {
    const bytes = asBytes(payload);
    const message = bytes === null ? { data: { name, payload } } : { name, payload: bytes };
    return this.#core.request({ event: 'room.emit', room, ...message }, { offline: 'drop' });
  }

  /** @returns {Promise<{ts: number}>} the server's time, Unix milliseconds; a sign of life */
  ping() {
    return this.#core.request({ event: 'ping' }, { offline: 'drop' });
  }

  #ask(event, room, data, options) {
    return this.#core.request({ event, room, data }, options);
  }
}
