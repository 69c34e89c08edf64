import { Feed } from './feed.js';

/** The client's methods that begin with the name of a room. */
const OF_ROOM = ['join', 'leave', 'members', 'history', 'send', 'edit', 'delete', 'read', 'emit', 'typing'];
const TOLD = ['message', 'message.edited', 'message.deleted', 'notification', 'room.state'];

/** One room of a client: the client's methods without the name of the room, and its events one after the other. */
export class Room {
  #herald;
  #feeds = new Set();

  static {
    for (const method of OF_ROOM) {
      this.prototype[method] = function ofRoom(...rest) {
        return this.#herald[method](this.name, ...rest);
      };
    }
  }

  /**
   * @param {import('./herald.js').Herald} herald
   * @param {string} name
   */
  constructor(herald, name) {
    this.#herald = herald;
    this.name = name;
  }

  /** Whether we are in it, or enter it again after the next connect. */
  get joined() {
    return this.#herald.rooms.includes(this.name);
  }

  /** @returns {string|null} last `eventId` seen */
  get position() {
    return this.#herald.positions[this.name] ?? null;
  }

  /** As `on` of the client, for what concerns this room. */
  on(event, handler) {
    return this.#herald.on(event, (detail) => {
      if (detail.room === this.name) handler(detail);
    });
  }

  /**
   * What is kept of the room (messages, edits, deletions, notifications, `room.state`), in order, from now on. Enters the
   * room if need be; its refusal, and a room that is lost, is what the iteration throws. It ends when the room is left or
   * the client closed. A reader who falls more than 1024 events behind is told `too_slow`.
   *
   * @returns {Feed}
   */
  [Symbol.asyncIterator]() {
    return new Feed((feed) => {
      const offs = TOLD.map((event) => this.on(event, (envelope) => feed.put(envelope)));
      offs.push(this.on('room.lost', ({ data }) => feed.end(data.error)));
      offs.push(this.on('room.kicked', () => feed.end()));
      this.#feeds.add(feed);
      if (!this.joined) this.join().catch((error) => feed.end(error));
      return () => {
        this.#feeds.delete(feed);
        for (const off of offs) off();
      };
    });
  }

  /** We are in it no more, and wanted that. */
  ended() {
    for (const feed of [...this.#feeds]) feed.end();
  }
}
