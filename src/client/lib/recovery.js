import { readStored } from './protocol.js';

const PAGE = 1000;
const MOST_PAGES = 100;
const NEWEST = 100;
const TRIES = 3;
const PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 10000;

/** What one room's history can say about a gap. */
export class History {
  #request;
  #clock;
  #fault;
  #room;
  #current;

  /**
   * @param {object} options
   * @param {(message: object, options?: object) => Promise<object>} options.request
   * @param {import('./clock.js').Clock} options.clock
   * @param {(error: import('./errors.js').HeraldError) => void} options.fault told about unusable events
   * @param {string} options.room
   * @param {() => boolean} options.current false once the answer is of no use any more
   */
  constructor({ request, clock, fault, room, current }) {
    this.#request = request;
    this.#clock = clock;
    this.#fault = fault;
    this.#room = room;
    this.#current = current;
  }

  /**
   * Takes every event after the sequence's position, page by page.
   *
   * @param {import('./sequence.js').Sequence} sequence
   * @param {(envelope: object) => void} pass is given each event in order and moves the sequence
   * @returns {Promise<boolean>} whether nothing is missing; false if history has a hole or does not answer
   */
  async after(sequence, pass) {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const reply = await this.#ask({ since: sequence.position ?? undefined, limit: PAGE });
      if (reply === null) return false;
      let moved = false;
      for (const envelope of reply.events) {
        const verdict = sequence.look(envelope.eventId);
        if (verdict === 'gap') return false;
        if (verdict === 'next') pass(envelope);
        moved ||= verdict === 'next';
      }
      if (reply.complete === true) return true;
      if (!moved) return false;
    }
    return false;
  }

  /**
   * @returns {Promise<{events: object[], position: string|null}>} the newest events, oldest first; empty with a
   *   null position if the server does not answer
   */
  async newest() {
    const reply = await this.#ask({ limit: NEWEST, reverse: true });
    if (reply === null) return { events: [], position: null };
    return { events: reply.events.reverse(), position: reply.position ?? null };
  }

  async #ask(data) {
    for (let attempt = 1; this.#current(); attempt += 1) {
      try {
        const reply = await this.#request({ event: 'room.history', room: this.#room, data });
        if (!this.#current()) return null;
        return { ...reply, events: readStored(reply.events, this.#room, this.#fault) };
      } catch (error) {
        if (!this.#current()) return null;
        if (attempt >= TRIES) {
          this.#fault(error);
          return null;
        }
        const wait = error.retryAfterMs ?? PAUSE_MS * attempt;
        await new Promise((done) => this.#clock.setTimeout(done, Math.min(wait, LONGEST_PAUSE_MS)));
      }
    }
    return null;
  }
}
