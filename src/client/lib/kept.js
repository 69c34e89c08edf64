import { Timer } from './clock.js';

const PREFIX = 'herald.positions.';
const PAUSE_MS = 250;

/** Keeps where the rooms are over a reload of the page, for whom they were. */
export class Kept {
  #storage;
  #key;
  #timer;
  #present;

  /**
   * @param {object} options
   * @param {() => Storage} options.storage may throw, as in a page that may keep nothing
   * @param {string} options.key
   * @param {import('./clock.js').Clock} options.clock
   * @param {() => {userId: string|null, positions: Record<string, string>}} options.present what is to be kept
   */
  constructor({ storage, key, clock, present }) {
    this.#storage = storage;
    this.#key = PREFIX + key;
    this.#timer = new Timer(clock);
    this.#present = present;
  }

  /** @returns {{userId: string|null, positions: Record<string, string>}} nothing, if that is what there is */
  read() {
    try {
      const { userId, positions } = JSON.parse(this.#storage().getItem(this.#key));
      const usable = Object.entries(positions).filter(([, position]) => typeof position === 'string');
      return { userId, positions: Object.fromEntries(usable) };
    } catch {
      return { userId: null, positions: {} }; // nothing yet, not ours, or storage is switched off
    }
  }

  /** Something may have changed. */
  soon() {
    if (!this.#timer.armed) this.#timer.arm(PAUSE_MS, () => this.now());
  }

  /** Writes it down; does so for the last time when the page goes. */
  now() {
    this.#timer.disarm();
    try {
      this.#storage().setItem(this.#key, JSON.stringify(this.#present()));
    } catch {
      // full, or switched off: after a reload the client begins where the rooms are then
    }
  }
}
