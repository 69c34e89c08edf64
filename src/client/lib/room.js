import { Feed } from './feed.js';

const TOLD = ['message', 'message.edited', 'message.deleted', 'notification', 'room.state'];

/** One room of a client: the client's methods without the name of the room, and its events one after the other. */
export class Room {
  #herald;
  #feeds = new Set();

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

  join(options) {
    return this.#herald.join(this.name, options);
  }

  leave() {
    return this.#herald.leave(this.name);
  }

  members() {
    return this.#herald.members(this.name);
  }

  history(options) {
    return this.#herald.history(this.name, options);
  }

  send(content, options) {
    return this.#herald.send(this.name, content, options);
  }

  edit(messageId, content) {
    return this.#herald.edit(this.name, messageId, content);
  }

  delete(messageId) {
    return this.#herald.delete(this.name, messageId);
  }

  read(upTo) {
    return this.#herald.read(this.name, upTo);
  }

  emit(name, payload) {
    return this.#herald.emit(this.name, name, payload);
  }

  typing() {
    return this.#herald.typing(this.name);
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
