import { HeraldError } from './errors.js';
import { storedBytes } from './frames.js';

/** The WebSocket subprotocol of version 1. */
export const SUBPROTOCOL = 'herald.v1';

/**
 * What the server sends, and what the client's handlers are given. See section 2 of the wire protocol.
 *
 * @typedef {object} Envelope
 * @property {string} event
 * @property {string} [id] of the request that this answers
 * @property {string} [room]
 * @property {any} [data] an object; in a binary frame's envelope made from the payload
 * @property {string} [eventId] position in the room, `<epoch>-<seq>`; only room events have one
 * @property {number} [ts] Unix milliseconds
 * @property {{userId: string, connectionId?: string}} [from]
 * @property {string} [name] of a binary `room.event`
 * @property {boolean} [binary] true if content or payload is a `Uint8Array`
 */

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const isText = (value) => typeof value === 'string';
const isNumber = (value) => Number.isFinite(value);
const isEventId = (value) => parsePosition(value) !== null;

const inRoom = ({ room }) => isText(room) && room.length > 0;
const stored = (envelope) => inRoom(envelope) && isEventId(envelope.eventId);

/** The server's events and what makes each usable. Whatever fails its row is dropped and reported. */
const CHECKS = new Map([
  ['connected', ({ data }) => (data.connectionId === null || isText(data.connectionId)) && isText(data.userId)],
  ['ack', ({ id }) => isText(id)],
  ['error', ({ data }) => isText(data.code) && isText(data.message)],
  ['message', (it) => stored(it) && 'content' in it.data],
  ['message.edited', (it) => stored(it) && isEventId(it.data.messageId) && 'content' in it.data],
  ['message.deleted', (it) => stored(it) && isEventId(it.data.messageId)],
  ['notification', (it) => isText(it.data.title) && (it.eventId == null || stored(it))],
  ['direct.sent', ({ data }) => isText(data.to) && isEventId(data.messageId)],
  ['room.user_joined', (it) => inRoom(it) && isText(it.data.userId)],
  ['room.user_left', (it) => inRoom(it) && isText(it.data.userId)],
  ['room.state', (it) => inRoom(it) && Array.isArray(it.data.events) && isEventId(it.data.position)],
  ['message.read', (it) => inRoom(it) && isText(it.data.userId) && isEventId(it.data.upTo)],
  ['typing.started', (it) => inRoom(it) && isText(it.data.userId)],
  ['typing.stopped', (it) => inRoom(it) && isText(it.data.userId)],
  ['presence.changed', ({ data }) => isText(data.userId) && isText(data.status)],
  ['room.event', (it) => inRoom(it) && isText(it.data.name)],
  ['signal', ({ data }) => isText(data.type)],
  ['room.kicked', inRoom],
  ['server.draining', ({ data }) => isNumber(data.reconnectAfterMs) && data.reconnectAfterMs >= 0],
  ['auth.expiring', ({ data }) => isNumber(data.expiresAt)],
]);

/**
 * @param {string} event
 * @returns {boolean} whether version 1 of the protocol knows this server event
 */
export const isKnown = (event) => CHECKS.has(event);

/**
 * Reads a position in a room.
 *
 * @param {unknown} text `<epoch>-<seq>`
 * @returns {{epoch: string, seq: number}|null} null if it is no position
 */
export function parsePosition(text) {
  if (!isText(text)) return null;
  const dash = text.lastIndexOf('-');
  if (dash < 1 || !/^\d{1,16}$/.test(text.slice(dash + 1))) return null;
  const seq = Number(text.slice(dash + 1));
  return Number.isSafeInteger(seq) ? { epoch: text.slice(0, dash), seq } : null;
}

/**
 * @param {string} text a text frame
 * @returns {Envelope} one that can be handed on
 * @throws {HeraldError} `bad_frame`
 */
export function readText(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new HeraldError('bad_frame', 'A text frame that is no JSON', { cause });
  }
  return check(value);
}

/**
 * @param {{header: unknown, payload: Uint8Array}} frame a decoded binary frame
 * @returns {Envelope} with the payload as `data.content` (`message`) or `data.payload` (`room.event`)
 * @throws {HeraldError} `bad_frame`
 */
export function readBinary({ header, payload }) {
  if (!isObject(header)) throw new HeraldError('bad_frame', 'A binary header that is no object');
  if (header.event === 'message') {
    return check({ ...header, data: { content: payload }, binary: true });
  }
  if (header.event === 'room.event') {
    return check({ ...header, data: { name: header.name, payload }, binary: true });
  }
  throw new HeraldError('bad_frame', 'A binary frame of another event');
}

/**
 * @param {unknown} value an envelope that came by HTTP, where bytes are spelled as in history
 * @returns {Envelope}
 * @throws {HeraldError} `bad_frame`
 */
export const readObject = (value) => withBytes(check(value));

/**
 * The usable room events of a history or state answer; a stored binary message gets its bytes back.
 *
 * @param {unknown} events
 * @param {string} room the room they belong to, for events that do not say it
 * @param {(error: HeraldError) => void} fault told about each one left out
 * @returns {Envelope[]}
 */
export function readStored(events, room, fault) {
  const usable = [];
  for (const value of Array.isArray(events) ? events : []) {
    try {
      const envelope = check(isObject(value) ? { room, ...value } : value);
      if (!stored(envelope)) throw new HeraldError('bad_frame', 'A stored event without a position');
      usable.push(withBytes(envelope));
    } catch (error) {
      fault(error);
    }
  }
  return usable;
}

function withBytes(envelope) {
  const place = { message: 'content', 'room.event': 'payload' }[envelope.event];
  const bytes = storedBytes(envelope.data[place]);
  return bytes === null ? envelope : { ...envelope, data: { ...envelope.data, [place]: bytes }, binary: true };
}

function check(envelope) {
  if (!isObject(envelope) || !isText(envelope.event)) throw new HeraldError('bad_frame', 'A frame without an event');
  const whole = envelope.data == null ? { ...envelope, data: {} } : envelope;
  if (!isObject(whole.data)) throw bad(whole);
  if (whole.from != null && !(isObject(whole.from) && isText(whole.from.userId))) throw bad(whole);
  const usable = CHECKS.get(whole.event);
  if (usable !== undefined && !usable(whole)) throw bad(whole);
  return whole;
}

function bad({ event }) {
  return new HeraldError('bad_frame', `A frame of event ${event.slice(0, 64)} that breaks the protocol`);
}
