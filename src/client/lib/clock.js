/**
 * Time, as the client sees it. Tests hand in their own.
 *
 * @typedef {object} Clock
 * @property {() => number} now milliseconds; only differences matter
 * @property {(run: () => void, ms: number) => unknown} setTimeout
 * @property {(handle: unknown) => void} clearTimeout
 */

/** @type {Clock} */
export const systemClock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => globalThis.setTimeout(run, ms),
  clearTimeout: (handle) => globalThis.clearTimeout(handle),
};

/** One timer that is either armed or not; arming it again replaces what it was armed for. */
export class Timer {
  #clock;
  #handle = null;

  /** @param {Clock} clock */
  constructor(clock) {
    this.#clock = clock;
  }

  get armed() {
    return this.#handle !== null;
  }

  /**
   * @param {number} ms milliseconds from now
   * @param {() => void} run
   */
  arm(ms, run) {
    this.disarm();
    this.#handle = this.#clock.setTimeout(() => {
      this.#handle = null;
      run();
    }, ms);
  }

  disarm() {
    if (this.#handle !== null) this.#clock.clearTimeout(this.#handle);
    this.#handle = null;
  }
}
