import { parsePosition } from './protocol.js';

/** How far a room has been heard: tells the next event from one seen already and from one that comes too early. */
export class Sequence {
  #position = null;
  #own = new Set();

  /** @param {string|null} eventId the last event seen; null to begin with whatever comes */
  constructor(eventId) {
    this.reset(eventId);
  }

  /** @returns {string|null} the last event up to which nothing is missing */
  get position() {
    return this.#position === null ? null : `${this.#position.epoch}-${this.#position.seq}`;
  }

  /** @param {string|null} eventId */
  reset(eventId) {
    this.#position = parsePosition(eventId);
    this.#own.clear();
  }

  /**
   * Goes forward to a position, never back within an epoch.
   *
   * @param {string} eventId
   */
  reach(eventId) {
    const to = parsePosition(eventId);
    if (to === null) return;
    if (this.#position?.epoch === to.epoch && to.seq <= this.#position.seq) return;
    if (this.#position?.epoch !== to.epoch) this.#own.clear();
    this.#position = to;
    this.#passOwn();
  }

  /**
   * @param {string} eventId
   * @returns {'next'|'seen'|'gap'}
   */
  look(eventId) {
    const at = parsePosition(eventId);
    if (this.#position === null) return 'next';
    if (at.epoch !== this.#position.epoch) return 'gap';
    if (at.seq <= this.#position.seq || this.#own.has(at.seq)) return 'seen';
    return at.seq === this.#position.seq + 1 ? 'next' : 'gap';
  }

  /**
   * An event that will not be delivered, because it is our own and was sent without an echo.
   *
   * @param {string} eventId from the `ack`
   */
  fill(eventId) {
    const at = parsePosition(eventId);
    if (at === null || this.#position === null || at.epoch !== this.#position.epoch) return;
    if (at.seq > this.#position.seq) this.#own.add(at.seq);
    this.#passOwn();
  }

  #passOwn() {
    for (const seq of this.#own) if (seq <= this.#position.seq) this.#own.delete(seq);
    while (this.#own.delete(this.#position.seq + 1)) this.#position.seq += 1;
  }
}
