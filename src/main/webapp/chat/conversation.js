import { parsePosition } from '../client/herald.js';

/**
 * @typedef {object} Message
 * @property {string} key the request's id until the server has it, then the `eventId`
 * @property {string|null} eventId
 * @property {string} user
 * @property {boolean} own
 * @property {number} ts Unix milliseconds
 * @property {any} content
 * @property {string|null} replyTo
 * @property {boolean} edited
 * @property {boolean} deleted
 * @property {'sent'|'pending'|'failed'} status
 * @property {string} [problem] why it failed
 */

/** One room as this page knows it: what was said, who is there, who types, who has read how far. */
export class Conversation {
  messages = new Map();
  reads = new Map();
  members = [];
  truncated = false;
  unread = 0;
  /** @type {'loading'|'ready'|'failed'} */
  phase = 'loading';
  problem = null;
  complete = true;
  /** Key of the last message before a loss. */
  lostAfter = null;
  #me;
  #late = new Map();

  /**
   * @param {string} room
   * @param {string} me our user id
   */
  constructor(room, me) {
    this.room = room;
    this.#me = me;
  }

  /** @returns {boolean} whether it is the personal room, to which nobody publishes by `message.send` */
  get inbox() {
    return this.room.startsWith('@');
  }

  /** @returns {Message[]} in their order; those that the server has not got yet come last */
  get ordered() {
    return [...this.messages.values()].sort(compare);
  }

  /** @returns {string|null} `eventId` of the newest message of somebody else */
  get newestOfOthers() {
    const others = this.ordered.filter(({ own, eventId }) => !own && eventId !== null);
    return others.at(-1)?.eventId ?? null;
  }

  /** @returns {Message|null} our newest text message */
  get lastOwn() {
    const editable = ({ own, status, deleted, content }) =>
      own && status === 'sent' && !deleted && typeof content === 'string';
    return this.ordered.filter(editable).at(-1) ?? null;
  }

  /**
   * Takes a room event; one known already changes nothing.
   *
   * @param {import('../client/herald.js').Envelope} envelope
   * @returns {Message|null} the message that is new or changed
   */
  apply(envelope) {
    const { event, data } = envelope;
    if (event === 'message' || event === 'notification') return this.#add(envelope);
    if (event === 'message.edited') return this.#change(data.messageId, { content: data.content, edited: true });
    if (event === 'message.deleted') return this.#delete(envelope);
    return null;
  }

  /** @param {{id: string, content: string, replyTo: string|null, ts: number}} sending @returns {Message} */
  pending({ id, content, replyTo, ts }) {
    const message = { ...blank(id, this.#me, ts, content), own: true, replyTo, status: 'pending' };
    this.messages.set(id, message);
    return message;
  }

  /**
   * The server has it: it gets its place.
   *
   * @param {string} id
   * @param {{eventId: string, ts: number}} ack
   * @returns {Message}
   */
  sent(id, { eventId, ts }) {
    const known = this.messages.get(eventId);
    const message = { ...this.messages.get(id), ...known, key: eventId, eventId, ts, status: 'sent' };
    this.messages.delete(id);
    this.messages.set(eventId, message);
    return message;
  }

  /** @param {string} id @param {string} problem @returns {Message} */
  failed(id, problem) {
    const message = { ...this.messages.get(id), status: 'failed', problem };
    this.messages.set(id, message);
    return message;
  }

  /** @param {string} user @param {string} upTo @returns {boolean} whether it is further than before */
  readUpTo(user, upTo) {
    const before = parsePosition(this.reads.get(user));
    const now = parsePosition(upTo);
    if (before !== null && before.epoch === now.epoch && before.seq >= now.seq) return false;
    this.reads.set(user, upTo);
    return true;
  }

  /** @param {Message} message @returns {string[]} the others who have read it */
  readersOf({ eventId }) {
    const at = parsePosition(eventId);
    const reached = ([user, upTo]) => {
      const mark = parsePosition(upTo);
      return user !== this.#me && mark.epoch === at?.epoch && mark.seq >= at.seq;
    };
    return [...this.reads].filter(reached).map(([user]) => user);
  }

  #add({ event, eventId, from, ts, data }) {
    if (this.messages.has(eventId)) return null;
    const user = from?.userId ?? '@server';
    const content = event === 'message' ? data.content : [data.title, data.body].filter(Boolean).join('\n');
    const message = { ...blank(eventId, user, ts, content), eventId, own: user === this.#me };
    Object.assign(message, { replyTo: data.replyTo ?? null, edited: data.editedAt != null }, this.#late.get(eventId));
    this.messages.set(eventId, message);
    return message;
  }

  /** In history a deletion stands in the place of what was deleted, and names itself. */
  #delete(envelope) {
    const { messageId } = envelope.data;
    const gone = { content: '', deleted: true };
    if (messageId !== envelope.eventId || this.messages.has(messageId)) return this.#change(messageId, gone);
    return Object.assign(this.#add({ ...envelope, event: 'message', data: { content: '' } }), gone);
  }

  #change(messageId, change) {
    const message = this.messages.get(messageId);
    if (message === undefined) {
      this.#late.set(messageId, { ...this.#late.get(messageId), ...change }); // older history may bring it yet
      return null;
    }
    return Object.assign(message, change);
  }
}

/** Beyond this a number is no date. */
const FAR = 8.64e15;

function blank(key, user, ts, content) {
  const at = Math.abs(ts) < FAR ? ts : Date.now();
  const state = { edited: false, deleted: false, status: 'sent' };
  return { key, eventId: null, user, own: false, ts: at, content, replyTo: null, ...state };
}

function compare(a, b) {
  const [x, y] = [parsePosition(a.eventId), parsePosition(b.eventId)];
  if (x === null || y === null) return (x === null) - (y === null) || a.ts - b.ts;
  return x.epoch === y.epoch ? x.seq - y.seq : a.ts - b.ts;
}
