/** Marks count against the message limit, so they go out no more often than this. */
const PAUSE_MS = 4000;

/** Tells the others how far we have read. */
export class ReadMarks {
  #herald;
  #sent = new Map();
  #wanted = new Map();
  #timer = null;

  /** @param {import('../client/herald.js').Herald} herald */
  constructor(herald) {
    this.#herald = herald;
  }

  /**
   * @param {string} room
   * @param {string|null} eventId of the newest message that was in view
   */
  reached(room, eventId) {
    if (eventId === null || this.#sent.get(room) === eventId) return;
    this.#wanted.set(room, eventId);
    if (this.#timer === null) this.#flush();
  }

  #flush() {
    this.#timer = null;
    if (this.#wanted.size === 0) return;
    for (const [room, eventId] of this.#wanted) {
      this.#sent.set(room, eventId);
      this.#herald.read(room, eventId).catch((error) => {
        this.#sent.delete(room); // the next look tries again
        console.warn(`Herald: the read mark of ${room} was not set: ${error.message}`);
      });
    }
    this.#wanted.clear();
    this.#timer = setTimeout(() => this.#flush(), PAUSE_MS);
  }
}
